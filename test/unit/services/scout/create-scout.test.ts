import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CollectReply } from '#contracts/upstream/scout.ts'
import { scoutConfig } from '#services/scout/config.ts'
import { createScout } from '#services/scout/create-scout.ts'
import { type FeedServer, rssOf, send, startFeedServer } from './feed-server.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const NOW = Date.UTC(2026, 0, 10, 12)
let server: FeedServer
let dir: string
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  server = await startFeedServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.answers = {}
  server.requests.length = 0
  dir = await mkdtemp(join(tmpdir(), 'scout-'))
})
afterEach(async () => {
  await Promise.all(open.splice(0).map(scout => scout.close()))
  await rm(dir, { recursive: true })
})

function startScout(env: Record<string, string>) {
  const config = scoutConfig({
    PORT: '0',
    DATA_DIR: join(dir, 'data'),
    LOG_LEVEL: 'silent',
    SCOUT_FRESH_MS: '0',
    SCOUT_SOURCE_TIMEOUT_MS: '3000',
    ...env,
  })
  const scout = createScout(config, pino({ level: 'silent' }), () => NOW)
  open.push(scout)
  const post = (path: string, body: unknown) =>
    scout.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    post,
    async collect(request: Record<string, unknown> = {}) {
      const response = await post('/collect', { tenant_id: TENANT, ...request })
      expect(response.status).toBe(200)
      return CollectReply.parse(await response.json())
    },
  }
}

test('every broken source is named, and the sound ones are read all the same', async () => {
  server.answers = {
    '/good': send(rssOf(['One', 'Two'])),
    '/500': send('oops', {}, 500),
    '/html': send('<!doctype html><html></html>', { 'content-type': 'application/rss+xml' }),
    '/malformed': send(rssOf(['One']).slice(0, -20)),
    '/slow': () => undefined,
    '/drop': request => request.socket.destroy(),
    '/latin1': send(Buffer.from(rssOf(['Café au lait']), 'latin1'), { 'content-type': 'text/xml; charset=utf-8' }),
  }
  const paths = ['good', '500', 'html', 'malformed', 'slow', 'drop', 'latin1', 'missing']
  const feeds = [...paths.map(path => `${server.url}/${path}?key=secret`), join(dir, 'nothing-here')]
  const { signals, sources } = await startScout({ SCOUT_FEEDS: feeds.join(',') }).collect()
  expect(signals.map(({ title }) => title).sort()).toEqual(['Café au lait', 'One', 'Two'])
  const at = `127.0.0.1:${server.port}`
  expect(sources.map(({ source, ok, error }) => `${source} ${ok ? 'ok' : error?.split(':')[0]}`)).toEqual([
    `${at}/good ok`,
    `${at}/500 HTTP_STATUS`,
    `${at}/html HTML_PAGE`,
    `${at}/malformed MALFORMED`,
    `${at}/slow TIMEOUT`,
    `${at}/drop UNREACHABLE`,
    `${at}/latin1 ok`,
    `${at}/missing HTTP_STATUS`,
    `${join(dir, 'nothing-here')} UNREADABLE_FILE`,
  ])
  expect(JSON.stringify(sources)).not.toContain('secret')
})

test('a feed is asked for with its ETag, and its last good copy outlives both the publisher and a restart', async () => {
  const env = { SCOUT_FEEDS: `${server.url}/feed` }
  server.answers['/feed'] = send(rssOf(['One']), { etag: '"v1"', 'last-modified': 'Fri, 09 Jan 2026 00:00:00 GMT' })
  await startScout(env).collect()
  server.answers['/feed'] = send('', {}, 304)
  expect(await startScout(env).collect()).toMatchObject({
    signals: [{ title: 'One' }],
    sources: [{ ok: true, signals: 1 }],
  })
  expect(server.requests[1]?.headers).toMatchObject({
    'if-none-match': '"v1"',
    'if-modified-since': 'Fri, 09 Jan 2026 00:00:00 GMT',
  })
  server.answers['/feed'] = send('', {}, 503)
  expect(await startScout(env).collect()).toMatchObject({
    signals: [{ title: 'One' }],
    sources: [{ ok: false, signals: 1 }],
  })
})

test('folders and globs are looked up at each collection, so that a new file is seen', async () => {
  await mkdir(join(dir, 'feeds'))
  await writeFile(join(dir, 'feeds', 'a.xml'), rssOf(['One']))
  await writeFile(join(dir, 'feeds', 'notes.txt'), 'no feed')
  const scout = startScout({ SCOUT_FEEDS: `${join(dir, 'feeds')}\n${join(dir, 'fee*', '*.xml')}` })
  expect((await scout.collect()).sources).toHaveLength(1)
  await writeFile(join(dir, 'feeds', 'b.rss'), rssOf(['Two', 'Three']))
  expect((await scout.collect()).signals.map(({ title }) => title).sort()).toEqual(['One', 'Three', 'Two'])
})

test('since and limit hold, the newest first', async () => {
  server.answers['/feed'] = send(rssOf(['One', 'Two', 'Three', 'Four'], NOW))
  const scout = startScout({ SCOUT_FEEDS: `${server.url}/feed` })
  const titles = async (request: Record<string, unknown>) =>
    (await scout.collect(request)).signals.map(({ title }) => title)
  expect(await titles({ limit: 2 })).toEqual(['One', 'Two'])
  expect(await titles({ since: new Date(NOW - 2 * 3_600_000).toISOString() })).toEqual(['One', 'Two', 'Three'])
})

describe('searches, when their keys are set', () => {
  const env = () => ({
    NEWS_API_KEY: 'news-key',
    NEWS_API_URL: server.url,
    TWITTER_BEARER_TOKEN: 'x-token',
    TWITTER_API_URL: server.url,
  })

  test('NewsAPI and X are asked for the words of the brief, and their answers are signals', async () => {
    server.answers = {
      '/v2/everything': send(
        JSON.stringify({
          status: 'ok',
          articles: [
            {
              title: 'News <b>one</b>',
              description: null,
              url: 'https://n.example/1?utm_source=x',
              publishedAt: '2026-01-10T11:00:00Z',
            },
            { title: '[Removed]' },
          ],
        }),
      ),
      '/2/tweets/search/recent': send(
        JSON.stringify({
          data: [{ id: '77', text: 'A post about cones', created_at: '2026-01-10T10:00:00.000Z' }],
          meta: {},
        }),
      ),
    }
    const brief = { objective: 'Sell cones (NOT "lids")', locale: 'en-GB' }
    const { signals } = await startScout(env()).collect({ brief })
    expect(signals).toMatchObject([
      { title: 'News one', url: 'https://n.example/1', source: 'NewsAPI', published_at: '2026-01-10T11:00:00.000Z' },
      { title: 'A post about cones', url: 'https://x.com/i/status/77', source: 'X' },
    ])
    // Asked at the same time: either may arrive first.
    const asked = (path: string) => server.requests.find(({ url }) => url?.startsWith(path))
    const news = asked('/v2/everything')
    const x = asked('/2/tweets/search/recent')
    expect(news?.headers['x-api-key']).toBe('news-key')
    expect(new URL(news?.url ?? '', server.url).searchParams.get('q')).toBe('sell OR cones OR lids')
    expect(x?.headers.authorization).toBe('Bearer x-token')
    expect(new URL(x?.url ?? '', server.url).searchParams.get('query')).toBe(
      '("sell" OR "cones" OR "lids") -is:retweet lang:en',
    )
  })

  test.each([
    ['a refused key', send('{"status":"error","code":"apiKeyInvalid"}', {}, 401), 'HTTP_STATUS: HTTP 401'],
    ['HTML', send('<html>down</html>'), 'WRONG_SHAPE: the reply is no JSON'],
    ['another shape', send('{"articles":"none"}'), 'WRONG_SHAPE: the reply has another shape than documented'],
  ])('%s is a named failure', async (_, answer, error) => {
    server.answers = { '/v2/everything': answer, '/2/tweets/search/recent': send('{"meta":{"result_count":0}}') }
    const { sources } = await startScout(env()).collect({ query: 'cones' })
    expect(sources).toEqual([
      { source: 'NewsAPI', ok: false, signals: 0, error },
      { source: 'X recent search', ok: true, signals: 0 },
    ])
  })

  test('without any words NewsAPI gives its headlines, and X says that it was not asked', async () => {
    server.answers['/v2/top-headlines'] = send('{"articles":[]}')
    const { sources } = await startScout(env()).collect()
    expect(sources.map(({ ok, error }) => error?.split(':')[0] ?? ok)).toEqual([true, 'NO_QUERY'])
  })
})

test('its self-check is green, and red under its own fault knob', async () => {
  const scout = startScout({ REFERENCE_KNOBS: '1' })
  expect(await (await scout.post('/test', {})).json()).toMatchObject({ ok: true, checks: [{ ok: true }] })
  await scout.post('/_reference/faults', { fault: 'wrong_shape' })
  expect(await (await scout.post('/test', {})).json()).toMatchObject({ ok: false, checks: [{ ok: false }] })
})
