import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMandate } from '#sdk/index.ts'

afterEach(() => vi.useRealTimers())

/** A client of a server that is one function. */
function mandateOf(answer: (url: URL, headers: Headers) => Response | Promise<Response>) {
  const seen: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input))
    seen.push(`${init?.method} ${url.pathname}${url.search}`)
    return answer(url, new Headers(init?.headers))
  }
  return { mandate: createMandate({ url: 'http://mandate.test/', token: 't', fetch, defaults: { retries: 0 } }), seen }
}

describe('a list', () => {
  const three = () =>
    mandateOf(url => {
      const at = Number(url.searchParams.get('cursor') ?? 0)
      return Response.json({ data: [{ action_id: `a${at}` }], next_cursor: at < 2 ? String(at + 1) : null })
    })

  it('goes through all its pages with the same filters', async () => {
    const { mandate, seen } = three()
    const found: string[] = []
    for await (const action of mandate.actions.list({ limit: 1, status: ['QUEUED', 'EXECUTING'], needs_human: true }))
      found.push(action.action_id)
    expect(found).toEqual(['a0', 'a1', 'a2'])
    expect(seen[2]).toBe('GET /api/v1/actions?limit=1&status=QUEUED,EXECUTING&needs_human=true&cursor=2')
  })

  it('asks for no page that nobody looks at', async () => {
    const { mandate, seen } = three()
    expect(await mandate.actions.list().toArray(2)).toHaveLength(2)
    expect(await mandate.actions.list().page()).toMatchObject({ next_cursor: '1' })
    expect(seen).toHaveLength(3)
  })
})

describe('waiting', () => {
  it('asks once, then only for what differs from what it has', async () => {
    const states = ['RUNNING', 304, 'COMPLETED'] as const
    let at = 0
    const tags: (string | null)[] = []
    const { mandate, seen } = mandateOf(async (_, headers) => {
      tags.push(headers.get('if-none-match'))
      const state = states[at++]
      if (state !== 304) return Response.json({ status: state }, { headers: { etag: `"${at}"` } })
      await new Promise(resolve => setTimeout(resolve, 250)) // a real one holds it
      return new Response(null, { status: 304, headers: { etag: '"1"' } })
    })
    expect((await mandate.actions.waitFor('a')).status).toBe('COMPLETED')
    expect(tags).toEqual([null, '"1"', '"1"'])
    expect(seen).toEqual(['GET /api/v1/actions/a', ...Array(2).fill('GET /api/v1/actions/a?wait=30')])
  })

  it('ends at its time, and says how it stood', async () => {
    const { mandate } = mandateOf(() => Response.json({ status: 'QUEUED' }, { headers: { etag: '"1"' } }))
    const error = await mandate.actions.waitFor('a', { timeoutMs: 0 }).catch(thrown => thrown)
    expect(error).toMatchObject({ code: 'WAIT_TIMED_OUT', problem: { last: { status: 'QUEUED' } } })
  })
})

async function all(entries: AsyncIterable<{ seq: number }>): Promise<number[]> {
  const found: number[] = []
  for await (const { seq } of entries) found.push(seq)
  return found
}

function streaming(text: string, isCut: boolean) {
  let isRead = false
  return new ReadableStream({
    pull(controller) {
      if (isRead) return isCut ? controller.error(new TypeError('terminated')) : controller.close()
      isRead = true
      controller.enqueue(new TextEncoder().encode(text))
    },
  })
}

describe('a path', () => {
  it.each(['@evil.test/', '//evil.test/', '.evil.test/', ''])('%s takes no token anywhere', async path => {
    const { mandate, seen } = mandateOf(() => Response.json({}))
    await expect(mandate.fetch(path)).rejects.toThrow('single slash')
    expect(seen).toEqual([])
  })
})

describe('an export', () => {
  it('that is cut midway says so, after what came', async () => {
    const { mandate } = mandateOf(() => new Response(streaming('{"seq":1}\n{"se', true)))
    const entries = mandate.audit.export()
    expect(await entries.next()).toMatchObject({ value: { seq: 1 } })
    await expect(entries.next()).rejects.toMatchObject({ name: 'MandateError', code: 'CONNECTION_FAILED' })
  })
})

describe('events', () => {
  const frame = (seq: number) => `id: ${seq}\nevent: x\ndata: ${JSON.stringify({ seq, action: 'x' })}\n\n`

  it('come once each over a cut connection, and end with their subject', async () => {
    const asked: (string | null)[] = []
    const streams = [streaming(frame(1) + frame(2), true), streaming(frame(2) + frame(3), false), streaming('', false)]
    const { mandate } = mandateOf((url, headers) => {
      if (url.pathname.endsWith('/why')) return Response.json({ reason: 'FINAL' })
      asked.push(headers.get('last-event-id'))
      return new Response(streams.shift())
    })
    const found: number[] = []
    for await (const { seq } of mandate.campaigns.events('c')) found.push(seq)
    expect(found).toEqual([1, 2, 3])
    expect(asked).toEqual(['0', '2', '3'])
  })

  it('go on over a server that restarts, whatever stands in its place meanwhile', async () => {
    vi.useFakeTimers()
    const closed = () => Promise.reject(new TypeError('fetch failed'))
    const starting = () => Response.json({ code: 'UNAVAILABLE', detail: 'starting' }, { status: 503 })
    const streams = [() => new Response(streaming(frame(1), false)), closed, () => new Response('', { status: 502 })]
    streams.push(
      starting,
      () => new Response(streaming(frame(2), false)),
      () => new Response(streaming('', false)),
    )
    const whys = [closed, () => Response.json({ reason: 'FINAL' })]
    const { mandate } = mandateOf(({ pathname }) => {
      const answer = (pathname.endsWith('/why') ? whys : streams).shift()
      return answer?.() ?? expect.fail('asked once too often')
    })
    const followed = all(mandate.campaigns.events('c'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await followed).toEqual([1, 2])
  })

  it('end with a refusal, though a stream was open before it', async () => {
    vi.useFakeTimers()
    const answers = [new Response(streaming(frame(1), true)), Response.json({ code: 'FORBIDDEN' }, { status: 403 })]
    const { mandate } = mandateOf(() => answers.shift() ?? expect.fail('asked once too often'))
    const followed = all(mandate.campaigns.events('c')).catch(error => error)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await followed).toMatchObject({ status: 403 })
  })

  it('fail where no connection was ever had', async () => {
    const { mandate } = mandateOf(() => Promise.reject(new TypeError('fetch failed')))
    await expect(mandate.campaigns.events('c').next()).rejects.toMatchObject({ code: 'CONNECTION_FAILED' })
  })

  it('fail where there are none', async () => {
    const { mandate } = mandateOf(() =>
      Response.json({ code: 'NOT_FOUND', detail: 'no such campaign' }, { status: 404 }),
    )
    await expect(mandate.campaigns.events('c').next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
