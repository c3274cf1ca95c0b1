// Asks X for the next pair of OAuth 2 tokens: each refresh token works exactly once.
import { z } from 'zod'
import { CredentialsRefused, type LivingTokens } from '#domain/ports/credential-source.ts'
import { spannedFetch } from '../http/spanned-fetch.ts'
import type { OauthClient } from './credentials.ts'

export interface RenewalOptions {
  baseUrl: string
  timeoutMs: number
}

/**
 * Has a deadline but takes no signal: the answer is everybody's, and giving up on it would lose the account.
 * @throws CredentialsRefused when X no longer knows the refresh token; any other error when it did not say
 */
export async function renewToken(
  { baseUrl, timeoutMs }: RenewalOptions,
  client: OauthClient,
  stale: LivingTokens,
): Promise<LivingTokens> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: stale.refreshToken ?? '',
    ...(client.secret === undefined ? { client_id: client.id } : {}),
  })
  const response = await spannedFetch('twitter', `${baseUrl.replace(/\/$/, '')}/2/oauth2/token`, {
    method: 'POST',
    headers: client.secret === undefined ? {} : { authorization: basic(client.id, client.secret) },
    body: form,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const body = await response.text()
  if (!response.ok) throw refusalOf(response.status, body)
  const { access_token, refresh_token = stale.refreshToken, expires_in } = Granted.parse(JSON.parse(body))
  return {
    accessToken: access_token,
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    expiresAtMs: Date.now() + expires_in * 1000,
  }
}

const Granted = z.object({
  access_token: z.string().min(1),
  /** Absent: the old one stays (RFC 6749 section 6). */
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive(),
})

const Denied = z.object({ error: z.string() })

/** RFC 6749 section 5.2; for a refresh token that was used before, X says `invalid_request`. */
function refusalOf(status: number, body: string): Error {
  const denied = Denied.safeParse(jsonOf(body))
  if (denied.success && (status === 400 || status === 401))
    return new CredentialsRefused(`X does not renew the token: ${denied.data.error.slice(0, 100)}`)
  return new Error(`X answered ${status} when asked for a token`)
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined // not JSON: whoever answered was not X
  }
}

function basic(id: string, secret: string): string {
  const pair = [id, secret].map(encodeURIComponent).join(':')
  return `Basic ${Buffer.from(pair).toString('base64')}`
}
