import { pino } from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { createEmulators } from '#services/emulators/create-emulators.ts'
import { mockPlatform } from '#services/emulators/mock/mock-platform.ts'
import { listening, postJson } from '../../kernel/listening.ts'
import { temporaryFolder } from '../../kernel/temporary-folder.ts'

const List = z.object({ data: z.array(z.looseObject({ id: z.string(), text: z.string() })) })
const TOKEN = { authorization: 'Bearer mock-demo' }

/** The MOCK platform over a real socket, with a clock that can be moved. */
async function mockWorld(dataDir = temporaryFolder()) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const emulators = await createEmulators([mockPlatform], dataDir, pino({ level: 'silent' }), () => clock.now)
  const url = `${await listening(emulators.app)}/mock`
  onTestFinished(() => emulators.close())
  const get = (path: string) => fetch(url + path, { headers: TOKEN })
  return {
    url,
    clock,
    get,
    post: (text: string, more: object = {}, headers: Record<string, string> = TOKEN) =>
      postJson(`${url}/posts`, { action_id: 'act-1', account: 'demo', text, media: [], ...more }, headers),
    fault: (fault: object) => postJson(`${url}/_emulator/faults`, fault),
    published: async () => List.parse(await (await get('/_emulator/published')).json()).data.map(({ text }) => text),
    found: async () => List.parse(await (await get('/posts?action_id=act-1')).json()).data.map(({ text }) => text),
  }
}

describe('POST /mock/posts', () => {
  it('publishes, and shows the post by id, by action and in the log', async () => {
    const world = await mockWorld()
    const media = [{ url: 'http://s3/card.png', sha256: 'a'.repeat(64) }]
    const response = await world.post('hello', { media, budget_minor: 500, reply_to: 'p0' })
    expect(response.status).toBe(201)
    const { id, permalink } = z.object({ id: z.string(), permalink: z.url() }).parse(await response.json())
    const expected = {
      id,
      action_id: 'act-1',
      account: 'demo',
      text: 'hello',
      media,
      budget_minor: 500,
      reply_to: 'p0',
    }
    expect(await (await world.get(`/posts/${id}`)).json()).toMatchObject({ ...expected, permalink })
    expect(await world.found()).toEqual(['hello'])
    expect(await (await world.get('/_emulator/published?account=demo')).json()).toMatchObject({ data: [expected] })
    expect(await (await world.get('/_emulator/published?account=other')).json()).toEqual({ data: [] })
  })

  it('knows no idempotency key: the same again is a second post', async () => {
    const world = await mockWorld()
    const headers = { ...TOKEN, 'idempotency-key': 'k' }
    await world.post('hello', {}, headers)
    await world.post('hello', {}, headers)
    expect(await world.found()).toEqual(['hello', 'hello'])
  })

  it.each([
    ['without a token', 401, {}, {}, 'UNAUTHORIZED'],
    ['with a token that is none of ours', 401, { authorization: 'Bearer x' }, {}, 'UNAUTHORIZED'],
    ["with another account's token", 403, { authorization: 'Bearer mock-other' }, {}, 'FORBIDDEN'],
    ['with an unknown key', 422, TOKEN, { surprise: 1 }, 'VALIDATION_FAILED'],
    ['told to reject', 422, TOKEN, { mock: { outcome: 'reject' } }, 'CONTENT_REJECTED'],
    ['told to limit', 429, TOKEN, { mock: { outcome: 'rate_limit' } }, 'RATE_LIMIT_EXCEEDED'],
  ])('%s it answers %i and publishes nothing', async (_, status, headers, more, code) => {
    const world = await mockWorld()
    const response = await world.post('hello', more, headers)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code })
    if (status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await world.published()).toEqual([])
  })

  it('told to drop, it has published all the same', async () => {
    const world = await mockWorld()
    await expect(world.post('hello', { mock: { outcome: 'drop' } })).rejects.toThrow('fetch failed')
    expect(await world.published()).toEqual(['hello'])
  })

  it('told to be late, it publishes even though the caller has hung up', async () => {
    const world = await mockWorld()
    const call = fetch(`${world.url}/posts`, {
      method: 'POST',
      headers: { ...TOKEN, 'content-type': 'application/json' },
      body: JSON.stringify({ action_id: 'a', account: 'demo', text: 'late', mock: { latency_ms: 200 } }),
      signal: AbortSignal.timeout(60),
    })
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await world.published()).toEqual([])
    await vi.waitFor(async () => expect(await world.published()).toEqual(['late']))
  })
})

describe('faults', () => {
  it.each([
    [{ fault: 'commit_then_500' }, 500, ['hello']],
    [{ fault: 'error_500' }, 500, []],
    [{ fault: 'html_502' }, 502, []],
    [{ fault: 'rate_limit', reset_seconds: 30 }, 429, []],
    [{ fault: 'duplicate' }, 409, []],
    [{ fault: 'drip', bytes_per_second: 2000 }, 201, ['hello']],
  ])('%j answers %i and leaves %j', async (fault, status, left) => {
    const world = await mockWorld()
    await world.fault({ ...fault, times: 1 })
    const response = await world.post('hello')
    expect(response.status).toBe(status)
    if (status === 429) expect(response.headers.get('retry-after')).toBe('30')
    if (status === 201) expect(await response.json()).toMatchObject({ id: expect.any(String) })
    expect(await world.published()).toEqual(left)
    expect((await world.post('after')).status).toBe(201)
  })

  it.each([
    ['commit_then_drop', ['hello']],
    ['drop_before_commit', []],
  ])('%s cuts the connection and leaves %j', async (fault, left) => {
    const world = await mockWorld()
    await world.fault({ fault, times: 1 })
    await expect(world.post('hello')).rejects.toThrow('fetch failed')
    expect(await world.published()).toEqual(left)
  })

  it('what is hidden from search is published, has its id, and is found when its time is over', async () => {
    const world = await mockWorld()
    await world.fault({ fault: 'hide_from_search', seconds: 60, times: 1 })
    const { id } = z.object({ id: z.string() }).parse(await (await world.post('hello')).json())
    expect([await world.found(), await world.published()]).toEqual([[], ['hello']])
    expect((await world.get(`/posts/${id}`)).status).toBe(200)
    world.clock.now = new Date(world.clock.now.getTime() + 60_000)
    expect(await world.found()).toEqual(['hello'])
  })

  it('match by account and text, and go when cleared', async () => {
    const world = await mockWorld()
    await world.fault({ fault: 'error_500', match: { account: 'demo', text_contains: 'bad' } })
    expect((await world.post('good')).status).toBe(201)
    expect((await world.post('so bad')).status).toBe(500)
    await fetch(`${world.url}/_emulator/faults`, { method: 'DELETE' })
    expect((await world.post('so bad')).status).toBe(201)
  })
})

it('counts its limits, tells them in headers, and lets them be changed', async () => {
  const world = await mockWorld()
  const put = await fetch(`${world.url}/_emulator/limits`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: { count: 2, seconds: 10 } }),
  })
  expect(await put.json()).toMatchObject({ account: { count: 2, seconds: 10 } })
  const first = await world.post('1')
  expect([first.headers.get('x-rate-limit-limit'), first.headers.get('x-rate-limit-remaining')]).toEqual(['2', '1'])
  await world.post('2')
  const refused = await world.post('3')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10'])
  expect(refused.headers.get('x-rate-limit-reset')).toBe(String(world.clock.now.getTime() / 1000 + 10))
  world.clock.now = new Date(world.clock.now.getTime() + 10_000)
  expect((await world.post('3')).status).toBe(201)
})

it('authenticates an account by its own token alone', async () => {
  const world = await mockWorld()
  expect(await (await world.get('/accounts/demo')).json()).toEqual({ id: 'demo', name: 'demo', status: 'active' })
  expect((await world.get('/accounts/other')).status).toBe(403)
  expect((await fetch(`${world.url}/accounts/demo`)).status).toBe(401)
})

it('metrics are the own account only, and grow', async () => {
  const world = await mockWorld()
  const { id } = z.object({ id: z.string() }).parse(await (await world.post('hello')).json())
  const impressions = async () =>
    z.object({ impressions: z.int() }).parse(await (await world.get(`/posts/${id}/metrics`)).json()).impressions
  expect(await impressions()).toBe(0)
  world.clock.now = new Date(world.clock.now.getTime() + 3_600_000)
  expect(await impressions()).toBeGreaterThan(1000)
  const other = await fetch(`${world.url}/posts/${id}/metrics`, { headers: { authorization: 'Bearer mock-other' } })
  expect(other.status).toBe(404)
})

it('remembers over a restart what it published, until it is told to forget', async () => {
  const dataDir = temporaryFolder()
  await (await mockWorld(dataDir)).post('before')
  const world = await mockWorld(dataDir)
  expect(await world.published()).toEqual(['before'])
  expect((await fetch(`${world.url}/_emulator/published`, { method: 'DELETE' })).status).toBe(204)
  expect(await world.published()).toEqual([])
})
