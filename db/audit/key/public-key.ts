// The public half of a signing key as it is published (RFC 8037), and what it is worth.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { z } from 'zod'

export const PublicKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
  alg: z.string().default('EdDSA'),
  use: z.string().default('sig'),
})
export type PublicKey = z.output<typeof PublicKey>

/** By key id. */
export type PublicKeys = ReadonlyMap<string, KeyObject>

/** @returns the usable ones and the names of those whose thumbprint (RFC 7638) is not their name, or that are no Ed25519 keys */
export async function openPublicKeys(jwks: readonly unknown[]): Promise<{ keys: PublicKeys; forged: string[] }> {
  const keys = new Map<string, KeyObject>()
  const forged: string[] = []
  for (const jwk of jwks) {
    const { data } = PublicKey.safeParse(jwk)
    if (data !== undefined && (await calculateJwkThumbprint({ kty: data.kty, crv: data.crv, x: data.x })) === data.kid)
      keys.set(data.kid, createPublicKey({ key: { kty: data.kty, crv: data.crv, x: data.x }, format: 'jwk' }))
    else forged.push(data?.kid ?? 'without a name')
  }
  return { keys, forged }
}
