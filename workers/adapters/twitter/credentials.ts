// What an account of X signs in with: OAuth 1.0a user context, or an OAuth 2 user token that is renewed as it runs out.
import { z } from 'zod'
import type { JsonObject } from '#domain/audit-entry.ts'
import { CredentialsRefused, type LivingTokens } from '#domain/ports/credential-source.ts'
import type { Oauth1Secrets } from './oauth1.ts'

export type TwitterCredentials = { userId: string | undefined } & (
  | { scheme: 'oauth1'; secrets: Oauth1Secrets }
  | { scheme: 'oauth2'; client: OauthClient; seed: LivingTokens }
)

/** The application; public clients have no secret. */
export interface OauthClient {
  id: string
  secret: string | undefined
}

/** @throws CredentialsRefused, naming what is wrong and no secret */
export function parseTwitterCredentials(json: JsonObject): TwitterCredentials {
  const parsed = 'consumer_key' in json ? Oauth1.safeParse(json) : Oauth2.safeParse(json)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map(({ path }) => path.join('.')).join(', ')
  throw new CredentialsRefused(`the credentials of X do not have the shape asked for: ${wrong}`)
}

const Secret = z.string().min(1)
const UserId = z.string().regex(/^[0-9]{1,19}$/)

const Oauth1 = z
  .object({
    consumer_key: Secret,
    consumer_secret: Secret,
    access_token: Secret,
    access_token_secret: Secret,
    user_id: UserId.optional(),
  })
  .transform(
    (given): TwitterCredentials => ({
      scheme: 'oauth1',
      userId: given.user_id,
      secrets: {
        consumerKey: given.consumer_key,
        consumerSecret: given.consumer_secret,
        token: given.access_token,
        tokenSecret: given.access_token_secret,
      },
    }),
  )

const Oauth2 = z
  .object({
    client_id: Secret,
    client_secret: Secret.optional(),
    access_token: Secret,
    refresh_token: Secret.optional(),
    expires_at: z.iso.datetime({ offset: true }).optional(),
    user_id: UserId.optional(),
  })
  .transform(
    (given): TwitterCredentials => ({
      scheme: 'oauth2',
      userId: given.user_id,
      client: { id: given.client_id, secret: given.client_secret },
      seed: {
        accessToken: given.access_token,
        ...(given.refresh_token === undefined ? {} : { refreshToken: given.refresh_token }),
        expiresAtMs: seedExpiryMs(given.expires_at, given.refresh_token),
      },
    }),
  )

/** Of a token whose age nobody knows, the publishing call would find out too late: renewed at once, where it can be. */
function seedExpiryMs(expiresAt: string | undefined, refreshToken: string | undefined): number {
  if (expiresAt !== undefined) return Date.parse(expiresAt)
  return refreshToken === undefined ? Number.MAX_SAFE_INTEGER : 0
}
