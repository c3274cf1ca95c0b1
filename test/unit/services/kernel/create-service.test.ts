import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { echoService } from './echo-service.ts'
import { listening, postJson } from './listening.ts'

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const Problem = z.object({ status: z.int(), code: z.string(), trace_id: z.string(), detail: z.string() })

describe('createService', () => {
  it('says that it is well, and who it is', async () => {
    const { app } = echoService({ health: async () => ({ feeds: 2 }) })
    const response = await app.request('/health')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ status: 'ok', service: 'echo', version: '7', feeds: 2 })
  })

  it('answers 503 when its own health cannot be told', async () => {
    const { app } = echoService({
      async health() {
        throw new Error('disk gone')
      },
    })
    const response = await app.request('/health')
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ status: 'down', detail: 'disk gone' })
  })

  it.each([
    ['malformed JSON', '/echo', '{"value":', 'application/json', 400, 'MALFORMED_JSON'],
    ['another media type', '/echo', 'value=1', 'application/x-www-form-urlencoded', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a wrong shape', '/echo', '{"value":"one"}', 'application/json', 422, 'VALIDATION_FAILED'],
    ['too large a body', '/echo', `{"value":1${' '.repeat(300)}}`, 'application/json', 413, 'BODY_TOO_LARGE'],
    ['an unknown route', '/nowhere', '{}', 'application/json', 404, 'NOT_FOUND'],
    ['an error of its own', '/explode', '{}', 'application/json', 500, 'INTERNAL'],
  ])('answers %s with a problem that carries the trace', async (_, path, body, type, status, code) => {
    const { app } = echoService({ maxBodyBytes: 200 })
    const url = await listening(app)
    const response = await fetch(url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': type, traceparent: TRACEPARENT },
    })
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = Problem.parse(await response.json())
    expect(problem).toMatchObject({ status, code, trace_id: '0af7651916cd43dd8448eb211c80319c' })
    expect(response.status).toBe(status)
    expect(JSON.stringify(problem)).not.toContain('secret')
  })

  it('points at every field that is wrong', async () => {
    const { app } = echoService()
    const url = await listening(app)
    const { errors } = z
      .object({ errors: z.array(z.object({ pointer: z.string() })) })
      .parse(await (await postJson(`${url}/echo`, { value: 1.5, tenant_id: 4 })).json())
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/value', '/tenant_id'])
  })

  it('logs one line a request, with its ids and without its body', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
    const { app } = echoService({ logger })
    const url = await listening(app)
    await postJson(`${url}/echo`, { value: 987654, tenant_id: 'tenant-9' }, { traceparent: TRACEPARENT })
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      event: 'request',
      path: '/echo',
      status: 200,
      outcome: 'ok',
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      tenant_id: 'tenant-9',
    })
    expect(lines[0]).not.toContain('987654')
  })

  it('logs a request whose connection was cut as unanswered', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
    const url = await listening(echoService({ logger }).app)
    await postJson(`${url}/_reference/faults`, { fault: 'drop' })
    await expect(postJson(`${url}/echo`, { value: 1 })).rejects.toThrow('fetch failed')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ path: '/echo', status: null, outcome: 'unanswered' })
  })

  it('runs its self-check through its own routes', async () => {
    const { app, done } = echoService()
    const response = await app.request('/test', { method: 'POST' })
    expect(await response.json()).toMatchObject({
      ok: true,
      checks: [{ name: 'echoes what it is given', ok: true, expected: 3, got: 3 }],
    })
    expect(done.count).toBe(1)
  })
})
