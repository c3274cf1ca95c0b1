// A token endpoint as X has it: each refresh token works exactly once.
import { setTimeout as pause } from 'node:timers/promises'
import { CredentialsRefused, type LivingTokens } from '#domain/ports/credential-source.ts'

export interface OneTimeTokens {
  seed: LivingTokens
  renew(stale: LivingTokens): Promise<LivingTokens>
  /** Refresh tokens in the order they were used, wrongly used ones too. */
  used: string[]
}

/** @param expiresInMs of the seed; negative: expired */
export function oneTimeTokens(expiresInMs: number, answerMs = 20): OneTimeTokens {
  const used: string[] = []
  let generation = 0
  return {
    seed: { accessToken: 'access-0', refreshToken: 'refresh-0', expiresAtMs: Date.now() + expiresInMs },
    used,
    async renew({ refreshToken = 'none' }) {
      used.push(refreshToken)
      const works = refreshToken === `refresh-${generation}`
      if (works) generation += 1
      const mine = generation
      await pause(answerMs)
      if (!works) throw new CredentialsRefused('invalid_request')
      return { accessToken: `access-${mine}`, refreshToken: `refresh-${mine}`, expiresAtMs: Date.now() + 7_200_000 }
    },
  }
}
