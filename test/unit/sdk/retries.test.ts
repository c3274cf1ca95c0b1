import { describe, expect, it } from 'vitest'
import type { CallOptions } from '#sdk/client/call-options.ts'
import { MandateError } from '#sdk/client/mandate-error.ts'
import { type SendSettings, send } from '#sdk/client/send.ts'

const URL_OF = 'http://mandate.test/api/v1'
type Answer = Response | 'cut'

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ code, detail: `because ${code}`, status, trace_id: 'trace', allowed: ['start'] }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
const ok = () => Response.json({ done: true })

/** A server that answers in this order, and what it was sent. */
function server(...answers: Answer[]) {
  const seen: { headers: Headers; body: string }[] = []
  const waits: number[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    seen.push({ headers: new Headers(init?.headers), body: await new Response(init?.body as string).text() })
    const answer = answers.shift()
    if (answer === undefined) throw new Error('one request too many')
    if (answer === 'cut') throw new TypeError('fetch failed')
    return answer
  }
  const settings: SendSettings = {
    ...{ token: 't', fetch, random: () => 1 },
    pause: async ms => void waits.push(ms),
  }
  return { settings, seen, waits }
}

const ask = (method: string, path: string, settings: SendSettings, options: CallOptions = {}, body = '{"a":1}') =>
  send(new Request(`${URL_OF}${path}`, { method, ...(method === 'GET' ? {} : { body }) }), options, settings)

describe('a call that fails', () => {
  it('is sent again with the same key and the same bytes after a lost connection', async () => {
    const { settings, seen } = server('cut', problem(500, 'INTERNAL'), ok())
    expect((await ask('POST', '/actions', settings)).status).toBe(200)
    expect(seen).toHaveLength(3)
    expect(new Set(seen.map(one => one.headers.get('idempotency-key'))).size).toBe(1)
    expect(seen[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/)
    expect(new Set(seen.map(one => one.body))).toEqual(new Set(['{"a":1}']))
  })

  it('is not sent again after a lost connection when it was told to carry no key', async () => {
    const { settings, seen } = server('cut')
    const sent = ask('POST', '/actions', settings, { idempotencyKey: false })
    await expect(sent).rejects.toMatchObject({ code: 'CONNECTION_FAILED', status: 0 })
    expect(seen).toHaveLength(1)
  })

  it.each(['/actuator/execute', '/session/1/append'])(
    '%s carries no key, and its own content makes it safe',
    async path => {
      const { settings, seen } = server('cut', ok())
      await ask('POST', path, settings)
      expect(seen.map(one => one.headers.get('idempotency-key'))).toEqual([null, null])
      expect(seen[1]?.body).toBe(seen[0]?.body)
    },
  )

  it('waits as long as it is asked to, even without a key', async () => {
    const { settings, waits } = server(problem(429, 'RATE_LIMITED', { 'retry-after': '7' }), ok())
    await ask('POST', '/actions', settings, { idempotencyKey: false })
    expect(waits).toEqual([7500])
  })

  it('is reported instead when it is asked to wait longer than a minute', async () => {
    const { settings, waits } = server(problem(429, 'RATE_LIMITED', { 'retry-after': '61' }))
    await expect(ask('GET', '/actions', settings)).rejects.toMatchObject({ status: 429, retryAfterMs: 61_000 })
    expect(waits).toEqual([])
  })

  it('backs off further each time, and gives up after as many tries as it was given', async () => {
    const { settings, waits, seen } = server('cut', 'cut', 'cut', 'cut')
    await expect(ask('GET', '/actions', settings)).rejects.toMatchObject({ code: 'CONNECTION_FAILED' })
    expect(waits).toEqual([1000, 2000, 4000])
    expect(seen).toHaveLength(4)
  })

  it.each([
    [502, 'EXECUTION_FAILED', '/actuator/execute'],
    [502, 'GUARD_FAILED', '/session/1/finalize'],
    [503, 'KILL_SWITCH_ENGAGED', '/actions/1/approve'],
    [409, 'INVALID_STATE', '/campaigns/1/start'],
    [422, 'VALIDATION_FAILED', '/campaigns'],
  ])('%i %s is an answer: it is not asked for again', async (status, code, path) => {
    const { settings, seen } = server(problem(status, code, { 'retry-after': '1' }))
    await expect(ask('POST', path, settings)).rejects.toMatchObject({ status, code })
    expect(seen).toHaveLength(1)
  })

  it('waits for the first of its own tries, which is still being worked on', async () => {
    const { settings, seen } = server('cut', problem(409, 'IDEMPOTENCY_IN_PROGRESS'), ok())
    expect((await ask('POST', '/actions', settings)).status).toBe(200)
    expect(seen).toHaveLength(3)
  })

  it('asks for a fresh token once, and not for ever', async () => {
    const { settings } = server(problem(401, 'UNAUTHENTICATED'), ok())
    const asked: (string | undefined)[] = []
    const token = ({ rejected }: { rejected?: string }) => {
      asked.push(rejected)
      return rejected === undefined ? 'old' : 'new'
    }
    await ask('GET', '/actions', { ...settings, token })
    expect(asked).toEqual([undefined, 'old'])
    const refused = server(problem(401, 'UNAUTHENTICATED'), problem(401, 'UNAUTHENTICATED'))
    await expect(ask('GET', '/actions', { ...refused.settings, token })).rejects.toMatchObject({ status: 401 })
  })
})

describe('an error', () => {
  it('says what the problem document says', async () => {
    const { settings } = server(problem(409, 'INVALID_STATE'))
    const error = await ask('POST', '/campaigns/1/start', settings).catch(thrown => thrown)
    expect(error).toBeInstanceOf(MandateError)
    expect(error).toMatchObject({ code: 'INVALID_STATE', detail: 'because INVALID_STATE', traceId: 'trace' })
    expect(error.problem.allowed).toEqual(['start'])
  })

  it('names what came where no problem document did', async () => {
    const { settings } = server(new Response('<html>Bad gateway</html>', { status: 418 }))
    const error = await ask('GET', '/campaigns', settings).catch(thrown => thrown)
    expect(error).toMatchObject({ code: 'UNEXPECTED_ANSWER', status: 418 })
    expect(error.detail).toContain('Bad gateway')
  })

  it('is the caller’s own reason when the caller gave up, in the middle of a try or between two', async () => {
    const between = new AbortController()
    const reason = new Error('closed the page')
    const { settings } = server(problem(503, 'UNAVAILABLE', { 'retry-after': '30' }))
    const { pause: _, ...real } = settings
    const waiting = ask('GET', '/campaigns', real, { signal: between.signal })
    setTimeout(() => between.abort(reason), 5)
    await expect(waiting).rejects.toBe(reason)

    const during = AbortSignal.abort(reason)
    const hanging: SendSettings = {
      token: 't',
      fetch: async (_url, init) => Promise.reject(init?.signal?.reason),
    }
    await expect(ask('GET', '/campaigns', hanging, { signal: during })).rejects.toBe(reason)
  })

  it('is TIMEOUT when no answer comes in time', async () => {
    const hanging: SendSettings = {
      token: 't',
      fetch: (_url, init) =>
        new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
    }
    const late = ask('GET', '/campaigns', hanging, { attemptTimeoutMs: 5, retries: 0 })
    await expect(late).rejects.toMatchObject({ code: 'TIMEOUT' })
  })
})
