import { describe, expect, it } from 'vitest'
import { fromMockAnswer, toMockPost } from '#workers/adapters/mock/transform.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const JSON_TYPE = { 'content-type': 'application/json' }

/** Answers of the emulator as they came over the wire. */
const answered = (status: number, body: string, headers: Record<string, string> = JSON_TYPE) =>
  fromMockAnswer({ status, headers, body }, NOW)

describe('what an answer to a create proves', () => {
  it('a readable 201 is accepted', () => {
    expect(answered(201, '{"id":"p-1","permalink":"https://mock.example/demo/posts/p-1"}')).toEqual({
      kind: 'accepted',
      platformRefId: 'p-1',
      permalink: 'https://mock.example/demo/posts/p-1',
      httpStatus: 201,
    })
  })

  it.each([
    ['a 201 without an id', 201, '{}'],
    ['a 201 with an empty id', 201, '{"id":""}'],
    ['a 201 cut off', 201, '{"id":"p-'],
    ['a 200', 200, '{"id":"p-1"}'],
    ['a redirect', 307, ''],
    ['a 500', 500, '{"code":"PLATFORM_ERROR","detail":"could not say"}'],
    ['a 502 page', 502, '<html>Bad Gateway</html>'],
    ['a 503', 503, ''],
    ['a 408', 408, '{"code":"TIMEOUT","detail":"too slow"}'],
    ['a 400 of somebody who is not the platform', 400, '<html>Bad Request</html>'],
    ['a 403 without the platform’s words', 403, '{"message":"forbidden"}'],
    ['a duplicate: an earlier attempt may have published it', 409, '{"code":"DUPLICATE_CONTENT","detail":"again"}'],
  ])('%s is unknown', (_, status, body) => {
    expect(answered(status, body)).toMatchObject({ kind: 'unknown', httpStatus: status })
  })

  it.each([
    ['CONTENT_REJECTED', 422, 'CONTENT_REJECTED'],
    ['FORBIDDEN', 403, 'CREDENTIALS_REFUSED'],
    ['SOMETHING_NEW', 400, 'PLATFORM_REFUSED'],
  ])('the platform’s own %s is a refusal', (code, status, ours) => {
    expect(answered(status, JSON.stringify({ code, detail: 'why' }))).toEqual({
      kind: 'refused',
      httpStatus: status,
      error: { code: ours, message: 'why', platformCode: code, retryable: false },
    })
  })

  it('a 401 in the platform’s words says that it does not let us in', () => {
    expect(answered(401, JSON.stringify({ code: 'UNAUTHORIZED', detail: 'why' }))).toEqual({
      kind: 'unauthorized',
      httpStatus: 401,
      detail: 'why',
    })
  })

  it('what is left of the window comes along', () => {
    const left = { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '99', 'x-rate-limit-reset': '7' }
    expect(answered(500, '', left)).toMatchObject({ allowance: { limit: 100, remaining: 99, resetsAtMs: 7000 } })
  })

  it.each([
    ['its Retry-After', { 'retry-after': '30' }, 30_000],
    ['its reset', { 'x-rate-limit-reset': String(NOW / 1000 + 90) }, 90_000],
    ['a minute, where it does not say', {}, 60_000],
    ['a minute, where what it says is past', { 'x-rate-limit-reset': '5', 'retry-after': '0' }, 60_000],
    ['a minute, where it is unreadable', { 'retry-after': 'soon' }, 60_000],
  ])('429 closes the account until %s', (_, headers, ms) => {
    expect(answered(429, '', headers as Record<string, string>)).toEqual({
      kind: 'rate_limited',
      untilMs: NOW + ms,
      httpStatus: 429,
    })
  })
})

describe('what is sent', () => {
  it('is the approved text and media and nothing else', () => {
    const post = {
      actionId: 'a',
      account: { tenantId: 't', account: 'demo', kind: 'user' as const },
      text: '  as it is  ',
      media: [{ url: 'u', sha256: 's', alt: 'alt' }],
    }
    expect(JSON.parse(toMockPost(post))).toEqual({
      action_id: 'a',
      account: 'demo',
      text: '  as it is  ',
      media: [{ url: 'u', sha256: 's' }],
    })
  })
})
