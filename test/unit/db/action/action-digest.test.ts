import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionDigest, contentFingerprint } from '#db/action/action-digest.ts'

const input = {
  actionId: '0198a000-0000-7000-8000-000000000001',
  tenantId: '0198a000-0000-7000-8000-000000000002',
  platform: 'MOCK',
  account: 'demo',
  payload: { content_text: 'Grüße €1 \u2028', budget_bid: 10.5, mock: { latency_ms: 1e21 } } as never,
  governanceHash: 'g',
  mediaSha256: ['b', 'a'],
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('the digest', () => {
  it('is SHA-256 over RFC 8785: keys sorted, numbers as ECMAScript writes them, no escapes beyond the needed', () => {
    const canonical =
      '{"account":"demo","action_id":"0198a000-0000-7000-8000-000000000001","governance_hash":"g","media_sha256":["b","a"],' +
      '"payload":{"budget_bid":10.5,"content_text":"Grüße €1 \u2028","mock":{"latency_ms":1e+21}},"platform":"MOCK",' +
      '"tenant_id":"0198a000-0000-7000-8000-000000000002"}'
    expect(actionDigest(input)).toBe(sha256(canonical))
  })

  it('does not depend on the order of keys', () => {
    const payload = { mock: { latency_ms: 1e21 }, budget_bid: 10.5, content_text: 'Grüße €1 \u2028' } as never
    expect(actionDigest({ ...input, payload })).toBe(actionDigest(input))
  })

  it.each([
    ['the text', { payload: { content_text: 'other' } }],
    ['the account', { account: 'other' }],
    ['the tenant', { tenantId: input.actionId }],
    ['the action', { actionId: input.tenantId }],
    ['the platform', { platform: 'META' }],
    ['the governance hash', { governanceHash: 'h' }],
    ['the bytes of a picture', { mediaSha256: ['b', 'c'] }],
    ['the order of pictures', { mediaSha256: ['a', 'b'] }],
  ])('changes with %s', (_, more) => {
    expect(actionDigest({ ...input, ...more })).not.toBe(actionDigest(input))
  })

  it('takes a default that was not sent for a difference: it is of the payload as sent', () => {
    const bare = { ...input, payload: { content_text: 'x' } }
    expect(actionDigest({ ...bare, payload: { content_text: 'x', media_urls: [] } })).not.toBe(actionDigest(bare))
  })
})

describe('the fingerprint', () => {
  it('is the same for the same content, however it is composed or padded', () => {
    const same = [
      { content_text: 'é' },
      { content_text: ' e\u0301\n' },
      { content_text: 'é', media_urls: [], budget_bid: 3 },
    ]
    expect(new Set(same.map(contentFingerprint)).size).toBe(1)
  })

  it('differs with text, media, kind and what it replies to', () => {
    const contents = [
      { content_text: 'a' },
      { content_text: 'A' },
      { content_text: 'a', media_urls: ['https://example.org/1'] },
      { content_text: 'a', kind: 'ad' as const },
      { content_text: 'a', reply_to: '1' },
    ]
    expect(new Set(contents.map(contentFingerprint)).size).toBe(contents.length)
  })

  it('has 64 hexadecimal digits for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), content_text => {
        expect(contentFingerprint({ content_text })).toMatch(/^[0-9a-f]{64}$/)
      }),
    )
  })
})
