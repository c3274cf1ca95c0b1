// A sealed checkpoint is opened only as it was sealed.
import { generateKeyPairSync, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '#db/audit/checkpoint/open-checkpoint.ts'
import { sealCheckpoint, sha256Of } from '#db/audit/checkpoint/seal-checkpoint.ts'
import { openPublicKeys } from '#db/audit/key/public-key.ts'
import { readSigningKey } from '#db/audit/key/signing-key.ts'

const pem = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const head = { subject: '01930000-0000-7000-8000-000000000001', seq: 3, hash: 'a'.repeat(64) }
const checkpoint = { tenant: 't', n: 1, at: '2026-11-20T22:00:00.000Z', prev: null, heads: [head] }

async function sealed() {
  const key = await readSigningKey(pem())
  const { keys } = await openPublicKeys([key.public])
  return { key, keys, ...sealCheckpoint(checkpoint, key) }
}

describe('a sealed checkpoint', () => {
  it('opens to what was sealed, and anybody can check it with the published key alone', async () => {
    const { key, keys, bytes, sha256 } = await sealed()
    expect(openCheckpoint(bytes, keys)).toEqual({ checkpoint: { ...checkpoint, key_id: key.public.kid } })
    expect(sha256).toBe(sha256Of(bytes))
    const stored = JSON.parse(bytes.toString()) as { checkpoint: unknown; signature: string }
    const signed = Buffer.from(
      bytes.toString().slice('{"checkpoint":'.length, -`,"signature":"${stored.signature}"}`.length),
    )
    const publicKey = keys.get(key.public.kid)
    if (publicKey === undefined) throw new Error('the key is not there')
    expect(verify(null, signed, publicKey, Buffer.from(stored.signature, 'base64url'))).toBe(true)
  })

  it('opens no more with any one byte changed, cut or added', async () => {
    const { bytes, keys } = await sealed()
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(bytes)
        changed[at] = ((changed[at] ?? 0) + by) % 256
        // The last character of the signature has two bits that mean nothing; the hash of the object covers them.
        const same = openCheckpoint(changed, keys)
        if ('checkpoint' in same) expect(sha256Of(changed)).not.toBe(sha256Of(bytes))
        if ('checkpoint' in same) expect(at).toBeGreaterThan(bytes.length - 5)
        expect(openCheckpoint(bytes.subarray(0, at), keys)).toHaveProperty('why')
      }),
      { numRuns: 500 },
    )
  })

  it('counts for nothing under a key that was not published', async () => {
    const { bytes } = await sealed()
    const { keys } = await sealed()
    expect(openCheckpoint(bytes, keys)).toEqual({ why: expect.stringContaining('which was never published') })
  })
})

describe('a signing key', () => {
  it('is read from PEM, from PEM on one line and from a JWK, always under the same name', async () => {
    const text = pem()
    const { public: key } = await readSigningKey(text)
    expect((await readSigningKey(text.replaceAll('\n', '\\n'))).public).toEqual(key)
    const { privateKey } = generateKeyPairSync('ed25519')
    const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }))
    const fromPem = await readSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    expect((await readSigningKey(jwk)).public).toEqual(fromPem.public)
  })

  it('is refused without being shown when it is something else', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
    for (const text of ['secret', '{"kty":"secret"}', rsa.toString()])
      await expect(readSigningKey(text)).rejects.toThrow(/^the signing key is not a private Ed25519 key as PEM or JWK$/)
  })

  it('does not go by the name of another', async () => {
    const [one, two] = [await readSigningKey(pem()), await readSigningKey(pem())]
    const { keys, forged } = await openPublicKeys([{ ...one.public, kid: two.public.kid }, two.public])
    expect(forged).toEqual([two.public.kid])
    expect([...keys.keys()]).toEqual([two.public.kid])
  })
})
