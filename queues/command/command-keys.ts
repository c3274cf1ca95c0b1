// Enterprise's public keys, which may rotate at any time.
import { setTimeout as pause } from 'node:timers/promises'
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'

const COOLDOWN_MS = 1000
const MAX_AGE_MS = 60_000

/**
 * A token of a new key fetches it, in each process; at least a second passes between two fetches, and is waited for, so that a
 * command that one replica takes is not refused by another. While enterprise is away the keys that are known go on holding.
 */
export function commandKeys(jwksUrl: string): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(jwksUrl), {
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: MAX_AGE_MS,
    timeoutDuration: 3000,
  })
  const found: JWTVerifyGetKey = async (header, token) => {
    try {
      return await remote(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !remote.coolingDown) throw error
      await pause(COOLDOWN_MS)
      return await remote(header, token)
    }
  }
  return async (header, token) => {
    try {
      return await found(header, token)
    } catch (error) {
      const known = remote.jwks()
      if (known === undefined || error instanceof errors.JWKSNoMatchingKey) throw error
      return createLocalJWKSet(known)(header, token)
    }
  }
}
