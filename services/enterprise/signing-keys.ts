// The keys that command tokens are signed with: the newest signs, the retired ones stay in the JWKS until nothing of theirs is valid.
import type { DatabaseSync } from 'node:sqlite'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { inTransaction } from '../kernel/in-transaction.ts'

/** Longer than any token lives (15 min), so that caches of the JWKS may lag. */
const RETIRED_KEPT_MS = 24 * 3600 * 1000

export interface SigningKeys {
  current(): Promise<{ kid: string; key: CryptoKey }>
  /** RFC 7517, public parts only. */
  jwks(now: Date): { keys: JWK[] }
  rotate(now: Date): Promise<string>
}

/** Makes the first key when there is none yet. */
export async function createSigningKeys(db: DatabaseSync, now: Date): Promise<SigningKeys> {
  const newest = db.prepare('SELECT private_jwk FROM signing_keys WHERE retired_at_ms IS NULL')
  const published = db.prepare(
    'SELECT private_jwk FROM signing_keys WHERE retired_at_ms IS NULL OR retired_at_ms > ? ORDER BY created_at_ms DESC',
  )
  const retire = db.prepare('UPDATE signing_keys SET retired_at_ms = ? WHERE retired_at_ms IS NULL')
  const insert = db.prepare('INSERT INTO signing_keys (kid, private_jwk, created_at_ms) VALUES (?, ?, ?)')

  const rotate = async (at: Date) => {
    const jwk = await newPrivateJwk()
    inTransaction(db, () => {
      retire.run(at.getTime())
      insert.run(jwk.kid, JSON.stringify(jwk), at.getTime())
    })
    return jwk.kid
  }
  if (newest.get() === undefined) await rotate(now)
  return {
    async current() {
      const jwk = readJwk(newest.get())
      const key = await importJWK(jwk, 'EdDSA')
      if (key instanceof Uint8Array) throw new TypeError('the signing key is not an asymmetric one')
      return { kid: jwk.kid ?? '', key }
    },
    jwks: at => ({ keys: published.all(at.getTime() - RETIRED_KEPT_MS).map(row => publicPart(readJwk(row))) }),
    rotate,
  }
}

async function newPrivateJwk(): Promise<JWK & { kid: string }> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const jwk = await exportJWK(privateKey)
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig' }
}

/** Rows hold what `rotate` wrote; the table has at least one since the keys were created. */
function readJwk(row: Record<string, unknown> | undefined): JWK {
  return JSON.parse(String(row?.private_jwk))
}

function publicPart({ d: _, ...jwk }: JWK): JWK {
  return jwk
}
