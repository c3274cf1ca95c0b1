// Where an adapter gets what an account signs in with: never from a job, a log or the ledger's trail.
import type { Platform } from '../action/action-status.ts'
import type { JsonObject } from '../audit-entry.ts'
import type { PlatformAccount } from './platform.ts'

export interface CredentialSource {
  /**
   * @returns the secret as JSON; each adapter parses its own shape
   * @throws CredentialsRefused when there is none; any other error when it could not be asked
   */
  credentialsOf(platform: Platform, account: PlatformAccount, signal: AbortSignal): Promise<JsonObject>
}

/** There are no usable credentials: the account is closed until somebody mends them. The message names no secret. */
export class CredentialsRefused extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'CredentialsRefused'
  }
}

/** Tokens that live for a while and are renewed by the platform, e.g. OAuth 2 with rotating refresh tokens. */
export interface LivingTokens {
  accessToken: string
  refreshToken?: string
  /** Milliseconds since 1970. */
  expiresAtMs: number
}

export interface TokenStore {
  /**
   * The newest tokens of an account; renewed once, however many ask in however many processes.
   * @param seed what the credentials began with, used until a renewal is stored
   * @param renew asks the platform; called with the newest tokens when they are about to expire or when their access token
   * is `rejected`
   */
  tokensOf(
    platform: Platform,
    account: PlatformAccount,
    seed: LivingTokens,
    renew: (stale: LivingTokens) => Promise<LivingTokens>,
    rejected?: string,
  ): Promise<LivingTokens>
}
