// Who asks: turns an account's credentials into the Authorization header of a request to X.
import { createHash, randomBytes } from 'node:crypto'
import { type CredentialSource, CredentialsRefused, type TokenStore } from '#domain/ports/credential-source.ts'
import type { PlatformAccount } from '#domain/ports/platform.ts'
import { parseTwitterCredentials, type TwitterCredentials } from './credentials.ts'
import { oauth1Header } from './oauth1.ts'
import { type RenewalOptions, renewToken } from './renew-token.ts'

export interface AuthorizeOptions extends RenewalOptions {
  credentials: CredentialSource
  tokens: TokenStore
}

/** Good for the next minute. */
export interface Authorization {
  headerFor(method: string, url: URL): string
  /** With a newer token, for a call that is safe to repeat; absent where there is nothing to renew. */
  renewed?: () => Promise<Authorization>
  /** Where the credentials name it. */
  userId: string | undefined
  /** The same for as long as the credentials are the same ones; no secret. */
  fingerprint: string
}

export type Authorize = (account: PlatformAccount, signal: AbortSignal) => Promise<Authorization>

const FRESH_MS = 60_000

/** @returns throws CredentialsRefused without usable credentials; any other error when they could not be asked for */
export function createAuthorize({ credentials, tokens, ...renewal }: AuthorizeOptions): Authorize {
  return async (account, signal) => {
    const found = parseTwitterCredentials(await credentials.credentialsOf('TWITTER', account, signal))
    if (found.scheme === 'oauth1') return signing(found)
    return bearing(found, (rejected?: string) =>
      tokens.tokensOf('TWITTER', account, found.seed, stale => renewToken(renewal, found.client, stale), rejected),
    )
  }
}

function signing({ secrets, userId }: TwitterCredentials & { scheme: 'oauth1' }): Authorization {
  return {
    userId,
    fingerprint: fingerprintOf(secrets.consumerKey, secrets.token),
    headerFor: (method, url) =>
      oauth1Header({ method, url }, secrets, {
        nonce: randomBytes(16).toString('hex'),
        timestampS: Math.floor(Date.now() / 1000),
      }),
  }
}

async function bearing(
  found: TwitterCredentials & { scheme: 'oauth2' },
  newest: (rejected?: string) => ReturnType<TokenStore['tokensOf']>,
  rejected?: string,
): Promise<Authorization> {
  const { accessToken, refreshToken, expiresAtMs } = await newest(rejected)
  if (expiresAtMs < Date.now() + FRESH_MS)
    throw new CredentialsRefused('the token of X runs out, and there is none to renew it with')
  return {
    userId: found.userId,
    fingerprint: fingerprintOf(found.client.id, found.seed.refreshToken ?? found.seed.accessToken),
    headerFor: () => `Bearer ${accessToken}`,
    ...(refreshToken === undefined ? {} : { renewed: () => bearing(found, newest, accessToken) }),
  }
}

function fingerprintOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
