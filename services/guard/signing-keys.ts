// The keys that snapshots are signed with: the newest signs, all are published, for a snapshot is verified for as long as it is kept.
import { createPrivateKey, createPublicKey, type JsonWebKey, sign, verify } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'

export interface SigningKeys {
  /** Ed25519 (RFC 8032) over the bytes, base64url. */
  sign(bytes: Uint8Array): { signature: string; keyId: string }
  verify(bytes: Uint8Array, signature: string, keyId: string): boolean
  /** RFC 7517, public parts only. */
  jwks(): { keys: JsonWebKey[] }
}

/** Makes the first key when there is none yet. */
export async function createSigningKeys(db: DatabaseSync, now: Date): Promise<SigningKeys> {
  const all = db.prepare('SELECT private_jwk FROM signing_keys ORDER BY created_at_ms DESC, kid')
  if (all.get() === undefined) {
    const jwk = await newPrivateJwk()
    const insert = db.prepare('INSERT INTO signing_keys (kid, private_jwk, created_at_ms) VALUES (?, ?, ?)')
    insert.run(jwk.kid, JSON.stringify(jwk), now.getTime())
  }
  const read = (): StoredJwk[] => all.all().map(row => JSON.parse(String(row.private_jwk)))
  return {
    sign(bytes) {
      const [jwk] = read()
      if (jwk === undefined) throw new Error('the signing key is gone from the database')
      const key = createPrivateKey({ key: jwk, format: 'jwk' })
      return { signature: sign(null, bytes, key).toString('base64url'), keyId: jwk.kid }
    },
    verify(bytes, signature, keyId) {
      const jwk = read().find(({ kid }) => kid === keyId)
      if (jwk === undefined) return false
      const key = createPublicKey({ key: publicPart(jwk), format: 'jwk' })
      return verify(null, bytes, key, Buffer.from(signature, 'base64url'))
    },
    jwks: () => ({ keys: read().map(publicPart) }),
  }
}

type StoredJwk = JsonWebKey & { kid: string }

async function newPrivateJwk(): Promise<StoredJwk> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const jwk = await exportJWK(privateKey)
  const kid = await calculateJwkThumbprint(jwk)
  return { kty: 'OKP', crv: 'Ed25519', x: jwk.x ?? '', d: jwk.d ?? '', kid, alg: 'EdDSA', use: 'sig' }
}

function publicPart({ d: _, ...jwk }: StoredJwk): JsonWebKey {
  return jwk
}
