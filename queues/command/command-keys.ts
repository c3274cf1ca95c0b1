// Enterprise's public keys, which may rotate at any time.
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'

const COOLDOWN_MS = 1000
const MAX_AGE_MS = 60_000

/**
 * The first token of a new key fetches it; at least a second passes between two fetches. While enterprise is away the keys
 * that are known go on holding.
 */
export function commandKeys(jwksUrl: string): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(jwksUrl), {
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: MAX_AGE_MS,
    timeoutDuration: 3000,
  })
  return async (header, token) => {
    try {
      return await remote(header, token)
    } catch (error) {
      const known = remote.jwks()
      if (known === undefined || error instanceof errors.JWKSNoMatchingKey) throw error
      return createLocalJWKSet(known)(header, token)
    }
  }
}
