import { describe, expect, it } from 'vitest'
import { metaVerdict } from '#workers/adapters/meta/errors.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')

/** An error as the Graph API words it. */
const said = (code: number, error_subcode?: number, more: object = {}) => ({
  error: { message: 'why', type: 'OAuthException', code, error_subcode, fbtrace_id: 'Abc', ...more },
})
const verdict = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  metaVerdict({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, NOW)

describe('nobody knows what became of it', () => {
  it.each([
    ['code 1', 400, said(1)],
    ['code 2', 400, said(2)],
    ['code -1 of Instagram', 400, said(-1, 2207001)],
    ['what is transient', 400, said(100, undefined, { is_transient: true })],
    ['a duplicate: an earlier attempt may have posted it', 400, said(506, 1455006)],
    ['a policy block that tells of a post', 400, said(368, undefined, { message: 'This was already posted.' })],
    ['spam on Instagram, seen while the post was live', 400, said(4, 2207051)],
    ['a container that is gone, perhaps because it is published', 400, said(24, 2207008)],
    ['a creative to try later, though not marked transient', 400, said(100, 1487390, { is_transient: false })],
    ['a readable refusal with a 500', 500, said(100)],
    ['a throttle with a 503', 503, said(4)],
    ['a 408', 408, said(100)],
    ['a 400 of somebody who is not the Graph API', 400, '<html>Bad Request</html>'],
    ['a 400 with JSON of somebody else', 400, { message: 'no' }],
    ['a 401 without the platform’s words', 401, ''],
    ['a redirect', 302, ''],
    ['a 502 page', 502, '<html>Bad Gateway</html>'],
    ['a 201', 201, said(100)],
  ])('%s', (_, status, body) => {
    expect(verdict(status, body)).toEqual({ kind: 'unknown', detail: expect.stringContaining('answered') })
  })
})

describe('credentials', () => {
  it.each([
    ['an expired token', 401, said(190, 463)],
    ['the same with a 400', 400, said(190, 463)],
    ['an ended session', 400, said(102)],
    ['no token', 401, said(104)],
    [
      'a wrong proof of the app’s secret, which has the code of a wrong parameter',
      400,
      said(100, undefined, {
        type: 'GraphMethodException',
        message: 'Invalid appsecret_proof provided in the API argument',
      }),
    ],
    ['a token that is refused for now', 400, said(190, 492, { is_transient: true })],
  ])('%s is unauthorized', (_, status, body) => {
    expect(verdict(status, body)).toMatchObject({ kind: 'unauthorized' })
  })
})

describe('refusals', () => {
  it.each([
    [3, undefined, 'PERMISSION_DENIED'],
    [10, undefined, 'PERMISSION_DENIED'],
    [200, undefined, 'PERMISSION_DENIED'],
    [299, undefined, 'PERMISSION_DENIED'],
    [300, undefined, 'PLATFORM_REFUSED'],
    [100, undefined, 'PLATFORM_REFUSED'],
    [100, 33, 'PLATFORM_REFUSED'],
    [368, 1346003, 'POLICY_BLOCKED'],
    [25, 2207050, 'POLICY_BLOCKED'],
    [36000, 2207004, 'MEDIA_TOO_LARGE'],
    [36001, 2207005, 'MEDIA_UNSUPPORTED'],
    [36003, 2207009, 'MEDIA_UNSUPPORTED'],
    [352, 2207026, 'MEDIA_UNSUPPORTED'],
    [1609005, undefined, 'PLATFORM_REFUSED'],
  ])('%i/%s is %s', (code, subcode, ours) => {
    expect(verdict(400, said(code, subcode))).toEqual({
      kind: 'refused',
      error: {
        code: ours,
        message: 'why',
        platformCode: subcode === undefined ? String(code) : `${code}/${subcode}`,
        retryable: false,
      },
    })
  })

  it('are told in the words that Meta has for people', () => {
    expect(verdict(400, said(100, undefined, { error_user_msg: 'Too long.' }))).toMatchObject({
      error: { message: 'Too long.' },
    })
  })

  it('may end by themselves where Meta could not fetch a picture', () => {
    expect(verdict(400, said(9004, 2207052))).toMatchObject({ error: { code: 'MEDIA_UNREADABLE', retryable: true } })
  })
})

describe('throttles', () => {
  it.each([4, 17, 32, 341, 613, 80_000, 80_001, 80_002, 80_003, 80_004])('%i closes the account', code => {
    expect(verdict(400, said(code, undefined, { is_transient: true }))).toMatchObject({ kind: 'rate_limited' })
  })

  const business = (minutes: unknown) => ({
    'x-business-use-case-usage': JSON.stringify({
      7: [{ type: 'pages', call_count: 100, estimated_time_to_regain_access: 0 }],
      8: [{ type: 'instagram', call_count: 2, estimated_time_to_regain_access: minutes }],
    }),
  })
  it.each([
    ['the minutes of its business', business(19), 19 * 60_000],
    [
      'the seconds of its ad account',
      { 'x-ad-account-usage': '{"acc_id_util_pct":100,"reset_time_duration":90}' },
      90_000,
    ],
    ['its Retry-After', { 'retry-after': '30' }, 30_000],
    ['its Retry-After as a date', { 'retry-after': 'Sun, 01 Mar 2026 10:01:00 GMT' }, 60_000],
    ['five minutes, where it does not say', {}, 300_000],
    ['five minutes, where it says none', business(0), 300_000],
    ['five minutes, where it is absurd', business(1e9), 300_000],
    ['five minutes, where it is unreadable', business('soon'), 300_000],
    ['five minutes, where it is no JSON', { 'x-business-use-case-usage': '{' }, 300_000],
    ['five minutes, where its date is past', { 'retry-after': 'Sun, 01 Mar 2026 09:00:00 GMT' }, 300_000],
  ])('until %s', (_, headers, ms) => {
    expect(verdict(400, said(80_002), headers as Record<string, string>)).toEqual({
      kind: 'rate_limited',
      untilMs: NOW + ms,
    })
  })

  it('are a bare 429 as well', () => {
    expect(verdict(429, '')).toEqual({ kind: 'rate_limited', untilMs: NOW + 300_000 })
  })

  it.each([
    ['Instagram’s posts of a day', 9, 2207042],
    ['going too fast', 368, 1390008],
  ])('are %s', (_, code, subcode) => {
    expect(verdict(400, said(code, subcode))).toMatchObject({ kind: 'rate_limited' })
  })

  it('are what a container is answered that is not ready: nothing was published, and it is right a moment later', () => {
    expect(verdict(400, said(9007, 2207027))).toEqual({ kind: 'rate_limited', untilMs: NOW + 20_000 })
  })
})
