import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../../kernel/temporary-folder.ts'
import { secretsOf, xWorld } from './x-world.ts'

const DUPLICATE = {
  title: 'Forbidden',
  detail: 'You are not allowed to create a Tweet with duplicate content.',
  type: 'about:blank',
  status: 403,
}
const later = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000)

describe('POST /2/tweets', () => {
  it('publishes the text as it is, and shows it escaped', async () => {
    const { tweet, created, published } = await xWorld()
    const response = await tweet('  a & <b>  ')
    expect(response.status).toBe(201)
    const { id, text } = await created(response)
    expect(text).toBe('  a &amp; &lt;b&gt;  ')
    expect(await published()).toMatchObject([{ id, account: 'demo', text: '  a & <b>  ', media: [] }])
  })

  it('gives ids of 19 digits that rise, also when the clock stands still or goes back', async () => {
    const { tweet, created, clock } = await xWorld()
    const ids = [await created(tweet('1')), await created(tweet('2'))].map(({ id }) => id)
    clock.now = later(clock.now, -10)
    ids.push((await created(tweet('3'))).id)
    expect(ids.every(id => /^\d{19}$/.test(id))).toBe(true)
    expect(ids.toSorted()).toEqual(ids)
  })

  it('publishes a reply, and says to which conversation it belongs', async () => {
    const { tweet, created, timeline } = await xWorld()
    const root = await created(tweet('root'))
    const reply = await created(tweet('reply', { reply: { in_reply_to_tweet_id: root.id } }))
    await created(tweet('deeper', { reply: { in_reply_to_tweet_id: reply.id } }))
    const shown = await timeline('?tweet.fields=conversation_id')
    expect(shown.map(({ text, conversation_id }) => [text, conversation_id])).toEqual([
      ['deeper', root.id],
      ['reply', root.id],
      ['root', root.id],
    ])
  })

  it.each<[string, object]>([
    ['an unknown key', { text: 'hi', txt: 'ho' }],
    ['an unknown key within', { text: 'hi', reply: { in_reply_to_tweet_id: '1', to: '2' } }],
    ['an id that is none', { text: 'hi', reply: { in_reply_to_tweet_id: 'x' } }],
    ['nothing at all', {}],
    ['media that nobody uploaded', { text: 'hi', media: { media_ids: ['1'] } }],
    ['five media', { text: 'hi', media: { media_ids: ['1', '2', '3', '4', '5'] } }],
    ['a text that is no text', { text: 5 }],
    ['a character that X does not take', { text: 'a\uFFFEb' }],
  ])('with %s answers 400 invalid-request and publishes nothing', async (_, body) => {
    const { json, published } = await xWorld()
    const response = await json('/2/tweets', body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      title: 'Invalid Request',
      type: 'https://api.x.com/2/problems/invalid-request',
      errors: [{ message: expect.stringMatching(/./) }],
    })
    expect(await published()).toEqual([])
  })

  it('that is no JSON answers 400', async () => {
    const { call } = await xWorld()
    expect((await call('/2/tweets', { method: 'POST', body: '{' })).status).toBe(400)
  })

  it.each([
    ['280 letters', 'x'.repeat(280), 201],
    ['281 letters', 'x'.repeat(281), 403],
    ['140 of double weight', '語'.repeat(140), 201],
    ['141 of double weight', '語'.repeat(141), 403],
    ['a long link, which weighs 23', `${'x'.repeat(256)} https://example.org/${'y'.repeat(200)}`, 201],
    ['one letter more than that', `${'x'.repeat(257)} https://example.org/${'y'.repeat(200)}`, 403],
  ])('%s: %i', async (_, text, status) => {
    const { tweet, published } = await xWorld()
    expect((await tweet(text)).status).toBe(status)
    expect(await published()).toHaveLength(status === 201 ? 1 : 0)
  })
})

describe('the same text again', () => {
  it('is refused in X’s words for a day, of the same account alone', async () => {
    const { tweet, clock, published } = await xWorld()
    await tweet('hello')
    const again = await tweet('hello')
    expect([again.status, await again.json()]).toEqual([403, DUPLICATE])
    expect((await tweet('hello', {}, 'other')).status).toBe(201)
    expect((await tweet('hello!')).status).toBe(201)
    clock.now = later(clock.now, 86_400)
    expect((await tweet('hello')).status).toBe(201)
    expect(await published()).toHaveLength(4)
  })

  it('is refused though search does not show the first', async () => {
    const { tweet, fault, timeline } = await xWorld()
    await fault({ fault: 'hide_from_search', seconds: 60, times: 1 })
    await tweet('hello')
    expect(await timeline()).toEqual([])
    expect((await tweet('hello')).status).toBe(403)
  })

  it('is published once, of however many that come at once', async () => {
    const { tweet, published } = await xWorld()
    const all = await Promise.all(Array.from({ length: 8 }, () => tweet('hello')))
    expect(all.map(({ status }) => status).toSorted()).toEqual([201, 403, 403, 403, 403, 403, 403, 403])
    expect(await published()).toHaveLength(1)
  })

  it('is refused when it comes late: what counts is when it is committed', async () => {
    const { tweet, fault, published } = await xWorld()
    await fault({ fault: 'delay', ms: 200, times: 1 })
    const late = tweet('hello')
    await expect.poll(async () => (await tweet('hello')).status).toBe(201)
    expect((await late).status).toBe(403)
    expect(await published()).toHaveLength(1)
  })
})

describe('faults', () => {
  it.each<[object, number, string[]]>([
    [{ fault: 'commit_then_500' }, 500, ['hello']],
    [{ fault: 'error_500' }, 500, []],
    [{ fault: 'html_502' }, 502, []],
    [{ fault: 'rate_limit', reset_seconds: 30 }, 429, []],
    [{ fault: 'duplicate' }, 403, []],
    [{ fault: 'drip', bytes_per_second: 2000 }, 201, ['hello']],
  ])('%j answers %i and leaves %j', async (fault, status, left) => {
    const world = await xWorld()
    await world.fault({ ...fault, times: 1 })
    const response = await world.tweet('hello')
    const body = await response.text()
    expect(response.status).toBe(status)
    if (status === 403) expect(JSON.parse(body)).toEqual(DUPLICATE)
    if (status === 429) {
      expect(JSON.parse(body)).toMatchObject({ title: 'Too Many Requests', status: 429 })
      expect(response.headers.get('content-type')).toMatch('application/problem+json')
      expect(response.headers.get('x-rate-limit-reset')).toBe(String(world.clock.now.getTime() / 1000 + 30))
    }
    expect((await world.published()).map(({ text }) => text)).toEqual(left)
  })

  it.each([
    ['commit_then_drop', 1],
    ['drop_before_commit', 0],
  ])('%s cuts the connection and leaves %i', async (fault, left) => {
    const world = await xWorld()
    await world.fault({ fault, times: 1 })
    await expect(world.tweet('hello')).rejects.toThrow('fetch failed')
    expect(await world.published()).toHaveLength(left)
  })
})

describe('the timeline', () => {
  it('wraps links as X does, with what they lead to', async () => {
    const { tweet, timeline } = await xWorld()
    await tweet('👩 & https://example.org/a?b=c&d=e and example.com.')
    const [shown] = await timeline('?tweet.fields=entities,text,created_at')
    const { urls } = z
      .object({ urls: z.array(z.object({ start: z.int(), end: z.int(), url: z.string(), expanded_url: z.string() })) })
      .parse(shown?.entities)
    expect(urls.map(({ expanded_url }) => expanded_url)).toEqual([
      'https://example.org/a?b=c&d=e',
      'http://example.com',
    ])
    expect(shown?.text).toBe(`👩 &amp; ${urls[0]?.url} and ${urls[1]?.url}.`)
    const points = [...(shown?.text ?? '')]
    for (const { start, end, url } of urls) expect(points.slice(start, end).join('')).toBe(url)
  })

  it('goes by pages, newest first, within a window', async () => {
    const { tweet, clock, call, me } = await xWorld()
    for (let n = 0; n < 12; n += 1) {
      await tweet(`post ${n}`)
      clock.now = later(clock.now, 1)
    }
    const id = await me()
    const Page = z.object({
      data: z.array(z.object({ text: z.string() })),
      meta: z.object({ result_count: z.int(), next_token: z.string().optional() }),
    })
    const page = async (query: string) => Page.parse(await (await call(`/2/users/${id}/tweets?${query}`)).json())
    const first = await page('max_results=5&start_time=2026-03-01T10:00:02Z')
    const second = await page(`max_results=5&start_time=2026-03-01T10:00:02Z&pagination_token=${first.meta.next_token}`)
    expect([...first.data, ...second.data].map(({ text }) => text)).toEqual(
      [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map(n => `post ${n}`),
    )
    expect(second.meta.next_token).toBeUndefined()
  })

  it('is empty where there is nothing, and shows nobody else’s', async () => {
    const { tweet, call, me } = await xWorld()
    await tweet('theirs', {}, 'other')
    expect(await (await call(`/2/users/${await me()}/tweets`)).json()).toEqual({ meta: { result_count: 0 } })
    const others = await call(`/2/users/${await me('other')}/tweets`)
    expect(await others.json()).toMatchObject({ data: [{ text: 'theirs' }] })
  })

  it.each([
    'max_results=4',
    'max_results=101',
    'start_time=soon',
    'tweet.fields=nonsense',
    'surprise=1',
    'pagination_token=!',
  ])('asked with %s answers 400', async query => {
    const { call, me } = await xWorld()
    expect((await call(`/2/users/${await me()}/tweets?${query}`)).status).toBe(400)
  })

  it('shows what was hidden when its time is over; by its id it is there at once', async () => {
    const { tweet, fault, timeline, clock, created, call } = await xWorld()
    await fault({ fault: 'hide_from_search', seconds: 60, times: 1 })
    const { id } = await created(tweet('hello'))
    expect(await timeline()).toEqual([])
    expect(await (await call(`/2/tweets/${id}`)).json()).toMatchObject({ data: { id, text: 'hello' } })
    clock.now = later(clock.now, 60)
    expect(await timeline()).toMatchObject([{ id }])
  })
})

describe('GET /2/tweets/:id', () => {
  it.each([
    ['tweet.fields', 'retweet_count'],
    ['post.fields', 'repost_count'],
  ])('shows figures that grow, by %s as %s', async (parameter, reposts) => {
    const { tweet, created, call, clock } = await xWorld()
    const { id } = await created(tweet('hello'))
    const Figures = z.object({ data: z.object({ public_metrics: z.record(z.string(), z.int()) }) })
    const figures = async () =>
      Figures.parse(await (await call(`/2/tweets/${id}?${parameter}=public_metrics`)).json()).data.public_metrics
    expect((await figures()).impression_count).toBe(0)
    clock.now = later(clock.now, 3600)
    const grown = await figures()
    expect(grown.impression_count).toBeGreaterThan(1000)
    expect(grown).toHaveProperty(reposts)
  })

  it('answers 200 with an error for a post that is not there', async () => {
    const { call } = await xWorld()
    const response = await call('/2/tweets/1')
    expect([response.status, await response.json()]).toMatchObject([200, { errors: [{ resource_id: '1' }] }])
  })
})

describe('windows', () => {
  const windowOf = (response: Response) =>
    ['limit', 'remaining', 'reset'].map(name => Number(response.headers.get(`x-rate-limit-${name}`)))

  it('are told on every answer, refusals too', async () => {
    const { tweet, call, json, clock } = await xWorld()
    const resetS = clock.now.getTime() / 1000 + 900
    expect(windowOf(await tweet('1'))).toEqual([100, 99, resetS])
    expect(windowOf(await tweet('1'))).toEqual([100, 98, resetS])
    expect(windowOf(await json('/2/tweets', { txt: 1 }))).toEqual([100, 98, resetS])
    expect(windowOf(await call('/2/users/me'))).toEqual([75, 74, resetS])
    expect(windowOf(await call('/2/tweets/1'))).toEqual([900, 899, resetS])
    expect(windowOf(await call('/2/nothing'))[0]).toBe(100)
    expect(windowOf(await call('/2/users/me', { secrets: { ...secretsOf('demo'), tokenSecret: 'x' } }))[0]).toBe(100)
  })

  it('close after 100 posts of an account in 15 minutes, and open again', async () => {
    const { tweet, clock, published } = await xWorld()
    for (let n = 0; n < 100; n += 1) expect((await tweet(`post ${n}`)).status).toBe(201)
    const refused = await tweet('one more')
    expect([refused.status, windowOf(refused)]).toEqual([429, [100, 0, clock.now.getTime() / 1000 + 900]])
    expect((await tweet('theirs', {}, 'other')).status).toBe(201)
    expect(await published()).toHaveLength(101)
    clock.now = later(clock.now, 900)
    expect((await tweet('one more')).status).toBe(201)
  })

  it('close for reads as well', async () => {
    const { call } = await xWorld()
    for (let n = 0; n < 75; n += 1) await call('/2/users/me')
    const refused = await call('/2/users/me')
    expect([refused.status, await refused.json()]).toMatchObject([429, { title: 'Too Many Requests' }])
  })
})

it('remembers over a restart what it published: ids go on rising, duplicates are still refused', async () => {
  const dataDir = temporaryFolder()
  const before = await xWorld(dataDir)
  const { id } = await before.created(before.tweet('before'))
  const world = await xWorld(dataDir)
  expect((await world.tweet('before')).status).toBe(403)
  const next = await world.created(world.tweet('after'))
  expect(BigInt(next.id)).toBeGreaterThan(BigInt(id))
})
