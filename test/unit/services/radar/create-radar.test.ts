import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CollectRequest } from '#contracts/upstream/scout.ts'
import { radarConfig } from '#services/radar/config.ts'
import { createRadar } from '#services/radar/create-radar.ts'
import { createScoutClient } from '#services/radar/create-scout-client.ts'
import { NOW, signal } from './world.ts'

const ID = '11111111-1111-4111-8111-111111111111'
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
let answer: RequestListener
let asked: { headers: IncomingMessage['headers']; body: unknown }[] = []
let dir: string
let url: string
const scout = createServer(async (request, response) => {
  asked.push({ headers: request.headers, body: JSON.parse(await text(request)) })
  answer(request, response)
})

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'radar-'))
  await new Promise<void>(resolve => scout.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is never a pipe's name.
  url = `http://127.0.0.1:${(scout.address() as AddressInfo).port}`
})
afterAll(async () => {
  scout.closeAllConnections()
  await new Promise(resolve => scout.close(resolve))
  await rm(dir, { recursive: true })
})
beforeEach(() => {
  asked = []
})

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

function startRadar(baseUrl = url) {
  const config = radarConfig({ PORT: '0', DATA_DIR: dir, REFERENCE_KNOBS: '1', SERVICE_SCOUT_URL: baseUrl })
  const client = createScoutClient({ baseUrl, timeoutMs: 300 })
  const app = createRadar(config, client, pino({ level: 'silent' }), () => NOW)
  return (path: string, body: unknown) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: TRACEPARENT },
      body: JSON.stringify(body),
    })
}
const scan = (objective = 'Sell kettles to hikers', baseUrl?: string) =>
  startRadar(baseUrl)('/scan', { campaign_id: ID, tenant_id: ID, brief: { objective } })

test('scout is asked in the same trace, for the words of the brief and the time that the usual needs', async () => {
  answer = json({ signals: [signal('a', 1, 'A kettle')], sources: [{ source: 'f', ok: true, signals: 1 }] })
  const response = await scan()
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ signals: [{ id: 'a', score: expect.any(Number) }], trends: [] })
  expect(asked[0]?.headers.traceparent).toBe(TRACEPARENT)
  expect(CollectRequest.parse(asked[0]?.body)).toMatchObject({
    tenant_id: ID,
    query: 'kettles OR hikers',
    limit: 1000,
    since: '2026-02-02T12:00:00.000Z',
  })
})

test('a brief that names nothing asks scout for no words, and one of endless words stays within what scout takes', async () => {
  answer = json({ signals: [], sources: [] })
  expect((await scan('what is relevant now')).status).toBe(200)
  expect(asked[0]?.body).not.toHaveProperty('query')
  expect(
    (
      await scan(
        `${'verylong'.repeat(50)} ${Array.from({ length: 30 }, (_, n) => `word${'a'.repeat(40)}${n}`).join(' ')}`,
      )
    ).status,
  ).toBe(200)
  expect(CollectRequest.safeParse(asked[1]?.body).success).toBe(true)
})

test('some sources may fail; what the others gave is the answer', async () => {
  answer = json({
    signals: [signal('a', 1, 'A kettle')],
    sources: [
      { source: 'f', ok: true, signals: 1 },
      { source: 'g', ok: false, signals: 0, error: 'TIMEOUT' },
    ],
  })
  expect((await scan()).status).toBe(200)
})

describe('no scout, no answer: 503 with a time to come back, never an empty success', () => {
  test.each<[string, RequestListener]>([
    ['scout answers 500', json({}, 500)],
    ['scout answers HTML', (_, response) => response.end('<html>')],
    ['scout answers another shape', json({ signals: 'none' })],
    ['scout drops the connection', request => request.socket.destroy()],
    ['scout does not answer in time', () => undefined],
    [
      'all sources of scout failed',
      json({ signals: [], sources: [{ source: 'f', ok: false, signals: 0, error: 'HTTP_STATUS: HTTP 500' }] }),
    ],
  ])('%s', async (_, listener) => {
    answer = listener
    const response = await scan()
    expect([response.status, response.headers.get('content-type'), response.headers.get('retry-after')]).toEqual([
      503,
      'application/problem+json',
      '2',
    ])
    expect(await response.json()).toMatchObject({ code: 'SCOUT_UNAVAILABLE' })
  })

  test('scout is not there', async () => {
    expect((await scan(undefined, 'http://127.0.0.1:1')).status).toBe(503)
  })

  test('the time that scout asks for is passed on', async () => {
    answer = json({}, 429, { 'retry-after': '17' })
    expect((await scan()).headers.get('retry-after')).toBe('17')
  })
})

test('its self-check is green without scout, and red under its own fault knob', async () => {
  const post = startRadar('http://127.0.0.1:1')
  expect(await (await post('/test', {})).json()).toMatchObject({ ok: true, checks: [{ ok: true }] })
  await post('/_reference/faults', { fault: 'error_500' })
  expect(await (await post('/test', {})).json()).toMatchObject({ ok: false, checks: [{ ok: false }] })
})
