import { describe, expect, it } from 'vitest'
import type { Post } from '#domain/ports/platform.ts'
import { fromLinkedinAnswer, toLinkedinPost } from '#workers/adapters/linkedin/transform.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const MIDNIGHT = Date.parse('2026-03-02T00:00:00Z')
const SHARE = 'urn:li:share:7141138937766391808'

const answered = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  fromLinkedinAnswer({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, NOW)

/** As LinkedIn words it. */
const duplicate = (of: string) => ({
  errorDetailType: 'com.linkedin.common.error.BadRequest',
  message: `com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of ${of}`,
  errorDetails: { inputErrors: [{ description: 'Duplicate post is detected', input: {}, code: 'DUPLICATE_POST' }] },
  status: 422,
})
const THROTTLED = {
  serviceErrorCode: 101,
  message: 'Resource level throttle limit for calls to this resource is reached.',
  status: 429,
}

describe('what an answer to a create proves', () => {
  it.each([SHARE, 'urn:li:ugcPost:7141138937766391809'])('a 201 that names %s is accepted', urn => {
    expect(answered(201, '', { 'x-restli-id': urn })).toEqual({
      kind: 'accepted',
      platformRefId: urn,
      permalink: `https://www.linkedin.com/feed/update/${urn}`,
      httpStatus: 201,
    })
  })

  it.each([
    ['a 201 without a name', 201, '', {}],
    ['a 201 that names no post', 201, '', { 'x-restli-id': 'urn:li:person:abc' }],
    ['a 200', 200, '', { 'x-restli-id': SHARE }],
    ['a 202', 202, '', { 'x-restli-id': SHARE }],
    ['a redirect', 302, '', { location: 'https://www.linkedin.com/' }],
    ['a 500', 500, { status: 500, message: 'Internal Server Error' }, {}],
    ['a 502 page', 502, '<html>Bad Gateway</html>', {}],
    ['a 504', 504, { status: 504, message: 'Request timed out' }, {}],
    ['a 408', 408, { status: 408, message: 'too slow' }, {}],
    ['a 409', 409, { status: 409, message: 'conflict' }, {}],
    ['a 400 page of somebody else', 400, '<html>Bad Request</html>', {}],
    ['a 403 of somebody else', 403, { error: 'forbidden' }, {}],
    ['a 401 of somebody else', 401, 'Unauthorized', {}],
    ['a 422 that speaks of another status', 422, { status: 500, message: 'odd' }, {}],
    ['a duplicate of a person', 422, duplicate('urn:li:person:abc'), {}],
  ])('%s is unknown', (_, status, body, headers) => {
    const result = answered(status, body, headers as Record<string, string>)
    expect(result).toMatchObject({ kind: 'unknown', httpStatus: status })
    expect(result).not.toHaveProperty('echo')
  })

  it.each([SHARE, 'urn:li:ugcPost:7141138937766391809'])(
    'a duplicate of %s is unknown, and says where to look',
    urn => {
      expect(answered(422, duplicate(urn))).toMatchObject({ kind: 'unknown', echo: urn })
      expect(answered(400, { status: 400, code: 'DUPLICATE_POST', message: `of ${urn}` })).toMatchObject({ echo: urn })
    },
  )

  it.each([
    [400, { status: 400, message: 'Invalid JSON' }, 'PLATFORM_REFUSED', undefined],
    [403, { status: 403 }, 'PERMISSION_DENIED', undefined],
    [403, { status: 403, serviceErrorCode: 100, message: 'Not enough permissions' }, 'PERMISSION_DENIED', '100'],
    [
      400,
      { status: 400, code: 'VERSION_MISSING', message: 'A version must be present.' },
      'VERSION_RETIRED',
      'VERSION_MISSING',
    ],
    [
      426,
      { status: 426, code: 'NONEXISTENT_VERSION', message: 'Requested version 20250401 is not active' },
      'VERSION_RETIRED',
      'NONEXISTENT_VERSION',
    ],
    [
      422,
      { status: 422, message: 'ERROR :: /x :: unrecognized field', errorDetails: { inputErrors: [{ code: 'BAD' }] } },
      'CONTENT_REJECTED',
      'BAD',
    ],
  ])('LinkedIn’s own %i is a refusal that sending again will not change', (status, body, code, platformCode) => {
    const result = answered(status, body)
    expect(result).toMatchObject({ kind: 'refused', httpStatus: status, error: { code, retryable: false } })
    expect(result.kind === 'refused' && result.error.platformCode).toBe(platformCode)
    expect(result.kind === 'refused' && result.error.message).not.toBe('')
  })

  it('LinkedIn’s own 401 means that it does not trust who asks', () => {
    const body = { status: 401, serviceErrorCode: 65601, code: 'REVOKED_ACCESS_TOKEN', message: 'revoked by the user' }
    expect(answered(401, body)).toEqual({ kind: 'unauthorized', detail: 'revoked by the user', httpStatus: 401 })
  })

  it.each([
    ['00:00 UTC, where the daily quota is spent', THROTTLED, {}, MIDNIGHT],
    ['its Retry-After in seconds', THROTTLED, { 'retry-after': '30' }, NOW + 30_000],
    ['its Retry-After as a date', THROTTLED, { 'retry-after': 'Sun, 01 Mar 2026 10:05:00 GMT' }, NOW + 300_000],
    ['00:00 UTC, where Retry-After is past', THROTTLED, { 'retry-after': '0' }, MIDNIGHT],
    ['00:00 UTC, where Retry-After is absurd', THROTTLED, { 'retry-after': '99999999' }, MIDNIGHT],
    ['00:00 UTC, where Retry-After is unreadable', THROTTLED, { 'retry-after': 'soon' }, MIDNIGHT],
    ['a minute, where it does not say why', 'slow down', {}, NOW + 60_000],
  ])('429 closes the account until %s', (_, body, headers, untilMs) => {
    expect(answered(429, body, headers as Record<string, string>)).toEqual({
      kind: 'rate_limited',
      untilMs,
      httpStatus: 429,
    })
  })

  it('what LinkedIn says can be stored', () => {
    const result = answered(422, { status: 422, message: `a\u0000b\ud800${'x'.repeat(5000)}` })
    const message = result.kind === 'refused' ? result.error.message : ''
    expect(message).toMatch(/^ab�x+$/)
    expect(message.length).toBeLessThanOrEqual(1000)
  })
})

describe('what is sent', () => {
  const post = (media: Post['media']): Post => ({
    actionId: 'a',
    account: { tenantId: 't', account: 'demo', kind: 'organization' },
    text: '  as it is (really) #tag ',
    media,
    budgetMinor: 5,
  })
  const medium = (n: number, alt?: string) => ({ url: `https://m.example/${n}`, sha256: 's', ...(alt ? { alt } : {}) })
  const common = {
    author: 'urn:li:organization:demo',
    commentary: '  as it is \\(really\\) #tag ',
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
  }
  const sent = (media: Post['media'], images: string[]) =>
    JSON.parse(toLinkedinPost(post(media), 'urn:li:organization:demo', images))

  it('is the approved text and nothing else', () => {
    expect(sent([], [])).toEqual(common)
  })

  it('is one image with its alternative text', () => {
    expect(sent([medium(1, 'a cat')], ['urn:li:image:1'])).toEqual({
      ...common,
      content: { media: { id: 'urn:li:image:1', altText: 'a cat' } },
    })
  })

  it('is several images in order', () => {
    expect(sent([medium(1), medium(2, 'a dog')], ['urn:li:image:1', 'urn:li:image:2'])).toEqual({
      ...common,
      content: { multiImage: { images: [{ id: 'urn:li:image:1' }, { id: 'urn:li:image:2', altText: 'a dog' }] } },
    })
  })
})
