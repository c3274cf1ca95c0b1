import { describe, expect, it } from 'vitest'
import type { Post } from '#domain/ports/platform.ts'
import { fromTweetAnswer, preparedFrom, toMetrics, toTweet } from '#workers/adapters/twitter/transform.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const NOW_S = NOW / 1000

/** Answers as X gives them (platforms.md A1, docs.x.com), and as others on the way do. */
const answered = (status: number, body: string | object, headers: Record<string, string> = {}) =>
  fromTweetAnswer({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, NOW)

const problem = (status: number, type: string, detail = 'why', title = 'Title') => ({ title, detail, type, status })
const DUPLICATE = {
  detail: 'You are not allowed to create a Tweet with duplicate content.',
  type: 'about:blank',
  title: 'Forbidden',
  status: 403,
}

describe('what an answer to a create proves', () => {
  it('a readable 201 is accepted', () => {
    const body = { data: { id: '1445880548472328192', text: 'hi', edit_history_tweet_ids: ['1445880548472328192'] } }
    expect(answered(201, body)).toEqual({
      kind: 'accepted',
      platformRefId: '1445880548472328192',
      permalink: 'https://x.com/i/status/1445880548472328192',
      httpStatus: 201,
    })
  })

  it('a 201 with an id is accepted, whatever else could not be told', () => {
    expect(answered(201, { data: { id: '7', text: '' }, errors: [problem(404, 'x')] })).toMatchObject({
      kind: 'accepted',
      platformRefId: '7',
    })
  })

  it.each<[string, number, string | object]>([
    ['a 201 without an id', 201, {}],
    ['a 201 with an id that is none', 201, { data: { id: 'abc', text: '' } }],
    ['a 201 cut off', 201, '{"data":{"id":"14'],
    ['a 200 of errors', 200, { errors: [problem(404, 'https://api.x.com/2/problems/resource-not-found')] }],
    ['a redirect', 307, ''],
    ['a 500', 500, problem(500, 'about:blank')],
    ['a 502 page', 502, '<html>Bad Gateway</html>'],
    ['a 503 of too much load', 503, { errors: [{ code: 130, message: 'Over capacity' }] }],
    ['a 408', 408, problem(408, 'about:blank')],
    ['a 400 of somebody who is not X', 400, '<html>Bad Request</html>'],
    ['a 403 without X’s words', 403, { message: 'forbidden' }],
    ['a 401 without X’s words', 401, ''],
    ['an inner error of X under a 400', 400, problem(400, 'https://api.x.com/2/problems/internal-error')],
    ['a duplicate: an earlier attempt may have published it', 403, DUPLICATE],
    ['a duplicate in the older words', 403, { errors: [{ code: 187, message: 'Status is a duplicate.' }] }],
  ])('%s is unknown', (_, status, body) => {
    expect(answered(status, body)).toMatchObject({ kind: 'unknown', httpStatus: status })
  })

  it('a success of another status is unknown, but its id is kept', () => {
    expect(answered(200, { data: { id: '7' } })).toMatchObject({ kind: 'unknown', echo: '7' })
  })

  it.each<[number, object, string, string]>([
    [400, problem(400, 'https://api.twitter.com/2/problems/invalid-request'), 'CONTENT_REJECTED', 'invalid-request'],
    [403, problem(403, 'about:blank', 'You can not reply to this.', 'Forbidden'), 'PLATFORM_REFUSED', 'forbidden'],
    [403, { errors: [{ code: 186, message: 'Tweet needs to be a bit shorter.' }] }, 'CONTENT_REJECTED', '186'],
    [404, problem(404, 'https://api.x.com/2/problems/resource-not-found'), 'PLATFORM_REFUSED', 'resource-not-found'],
    [400, { code: 214, message: 'Bad request' }, 'PLATFORM_REFUSED', '214'],
  ])('X’s own %i %j is a refusal', (status, body, code, platformCode) => {
    expect(answered(status, body)).toMatchObject({
      kind: 'refused',
      httpStatus: status,
      error: { code, platformCode, retryable: false, message: expect.stringMatching(/./) },
    })
  })

  it('a refusal says what exactly was wrong', () => {
    const body = {
      ...problem(400, 'x/invalid-request', 'One or more was invalid.'),
      errors: [{ message: '$.txt is not defined' }],
    }
    expect(answered(400, body)).toMatchObject({ error: { message: 'One or more was invalid. $.txt is not defined' } })
  })

  it.each<[number, object]>([
    [401, problem(401, 'about:blank', 'Unauthorized', 'Unauthorized')],
    [401, { errors: [{ code: 89, message: 'Invalid or expired token.' }] }],
    [403, problem(403, 'https://api.x.com/2/problems/client-forbidden')],
    [403, problem(403, 'https://api.twitter.com/2/problems/oauth1-permissions')],
    [403, { errors: [{ code: 326, message: 'To protect our users …' }] }],
    [402, problem(402, 'https://api.twitter.com/2/problems/credits', 'no credits', 'CreditsDepleted')],
  ])('%i %j says that X does not serve who asks', (status, body) => {
    expect(answered(status, body)).toMatchObject({ kind: 'unauthorized', httpStatus: status })
  })
})

describe('a throttled account', () => {
  const headers = (more: Record<string, string> = {}) => ({
    'x-rate-limit-limit': '100',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(NOW_S + 90),
    ...more,
  })
  const CAPPED = problem(429, 'https://api.twitter.com/2/problems/usage-capped')
  const day = (own: 'user' | 'app', remaining: string) => ({
    [`x-${own}-limit-24hour-limit`]: '10000',
    [`x-${own}-limit-24hour-remaining`]: remaining,
    [`x-${own}-limit-24hour-reset`]: String(NOW_S + 40_000),
  })

  it.each<[string, string | object, Record<string, string>, number]>([
    ['its reset', problem(429, 'about:blank'), headers(), 90_000],
    ['its reset, whoever words the answer', '<html>', headers(), 90_000],
    [
      'the day’s reset, when that one is used up',
      {},
      { ...headers({ 'x-rate-limit-remaining': '9' }), ...day('user', '0') },
      40_000_000,
    ],
    [
      'the application’s, when that one is used up',
      {},
      { ...headers({ 'x-rate-limit-remaining': '9' }), ...day('app', '0') },
      40_000_000,
    ],
    ['the window’s alone, when the day has room', {}, { ...headers(), ...day('user', '5') }, 90_000],
    ['its Retry-After', {}, { 'retry-after': '30' }, 30_000],
    ['the date of its Retry-After', {}, { 'retry-after': 'Sun, 01 Mar 2026 10:00:45 GMT' }, 45_000],
    ['a quarter of an hour, where it does not say', {}, {}, 900_000],
    ['a quarter of an hour, where what it says is past', {}, headers({ 'x-rate-limit-reset': '5' }), 900_000],
    ['a quarter of an hour, where it is absurd', {}, headers({ 'x-rate-limit-reset': '99999999999' }), 900_000],
    [
      'a quarter of an hour, where it is unreadable',
      {},
      headers({ 'x-rate-limit-reset': 'soon', 'retry-after': 'later' }),
      900_000,
    ],
    ['tomorrow, for a quota without a reset', CAPPED, {}, 14 * 3_600_000],
    ['its reset, for a quota with one', CAPPED, headers(), 90_000],
  ])('stays closed until %s', (_, body, given, ms) => {
    expect(answered(429, body, given)).toMatchObject({ kind: 'rate_limited', untilMs: NOW + ms, httpStatus: 429 })
  })

  it('is one as well where X calls it a 403', () => {
    expect(answered(403, { ...CAPPED, status: 403 }, headers())).toMatchObject({
      kind: 'rate_limited',
      untilMs: NOW + 90_000,
    })
  })

  it('is told of before it comes to that, by the window with the least left', () => {
    const body = { data: { id: '7', text: '' } }
    expect(answered(201, body, headers({ 'x-rate-limit-remaining': '42' }))).toMatchObject({
      allowance: { limit: 100, remaining: 42, resetsAtMs: NOW + 90_000 },
    })
    const both = { ...headers({ 'x-rate-limit-remaining': '42' }), ...day('user', '3') }
    expect(answered(201, body, both)).toMatchObject({ allowance: { limit: 10_000, remaining: 3 } })
    expect(answered(201, body)).not.toHaveProperty('allowance')
  })
})

describe('what is sent', () => {
  const post = (more: Partial<Post> = {}): Post => ({
    actionId: 'a',
    account: { tenantId: 't', account: 'demo', kind: 'user' },
    text: '  as it is & <b>  ',
    media: [],
    ...more,
  })
  const media = [
    { url: 'u', sha256: 's', alt: 'alt' },
    { url: 'v', sha256: 't' },
  ]

  it('is the approved text and nothing else', () => {
    expect(JSON.parse(toTweet(post({ budgetMinor: 5, mock: {} }), {}) ?? '')).toEqual({ text: '  as it is & <b>  ' })
  })

  it('names what it replies to, and the media in their order', () => {
    const handles = { 'media.1': { media_id: '22' }, 'media.0': { media_id: '11' } }
    expect(JSON.parse(toTweet(post({ replyTo: '5', media }), handles) ?? '')).toEqual({
      text: '  as it is & <b>  ',
      reply: { in_reply_to_tweet_id: '5' },
      media: { media_ids: ['11', '22'] },
    })
  })

  it('is nothing at all while one of the media has no id', () => {
    expect(toTweet(post({ media }), { 'media.0': { media_id: '11' } })).toBeUndefined()
  })
})

it.each<[string, number, object, object | undefined]>([
  ['a refusal', 400, problem(400, 'x/invalid-request'), { kind: 'refused' }],
  ['a stranger', 401, problem(401, 'about:blank'), { kind: 'unauthorized', detail: 'why' }],
  ['too much', 429, {}, { kind: 'rate_limited', untilMs: NOW + 900_000 }],
  ['an outage', 503, {}, undefined],
])('a preparation that meets %s ends as it should', (_, status, body, expected) => {
  const prepared = preparedFrom({ status, headers: {}, body: JSON.stringify(body) }, NOW)
  if (expected === undefined) expect(prepared).toBeUndefined()
  else expect(prepared).toMatchObject(expected)
})

describe('metrics', () => {
  const figures = (public_metrics: Record<string, number>) => toMetrics({ data: { id: '7', public_metrics } }).values

  it.each(['retweet_count', 'repost_count'])('are read under the names of either description (%s)', reposts => {
    const given = {
      impression_count: 100,
      like_count: 5,
      reply_count: 2,
      [reposts]: 3,
      quote_count: 1,
      bookmark_count: 9,
    }
    expect(figures(given)).toEqual({ impressions: 100, likes: 5, comments: 2, shares: 4 })
  })

  it('that X does not tell are not made up', () => {
    expect(figures({ like_count: 5 })).toEqual({ likes: 5 })
  })
})
