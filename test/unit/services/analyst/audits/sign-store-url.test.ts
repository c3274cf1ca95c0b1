// Only media of our own bucket are signed for.
import { describe, expect, it } from 'vitest'
import { createStoreUrlSigner } from '#services/analyst/audits/media/sign-store-url.ts'

const sign = createStoreUrlSigner({
  endpoint: 'http://store.test:9000',
  bucket: 'mandate',
  region: 'us-east-1',
  accessKeyId: 'key',
  secretAccessKey: 'secret',
})

describe('the signer of store addresses', () => {
  it('signs an object of our bucket for a few minutes, its key unchanged', async () => {
    const signed = new URL(await sign(new URL('http://store.test:9000/mandate/media/a%20b/c.png')))
    expect(signed.pathname).toBe('/mandate/media/a%20b/c.png')
    expect(signed.searchParams.get('X-Amz-Expires')).toBe('300')
    expect(signed.searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each(['/mandate-audit/checkpoint.json', '/mandate/', '/mandate', '/'])('leaves %s unsigned', async path => {
    const url = `http://store.test:9000${path}`
    expect(await sign(new URL(url))).toBe(url)
  })
})
