// A token of our own for calls to services: client credentials at the identity provider, kept until shortly before its end.
import { z } from 'zod'
import { spannedFetch } from './http/spanned-fetch.ts'
import { UpstreamError } from './upstream/upstream-error.ts'

export interface ServiceTokenOptions {
  issuer: string
  clientId: string
  clientSecret: string
  timeoutMs?: number
}

const Discovery = z.object({ token_endpoint: z.url() })
const TokenReply = z.object({ access_token: z.string(), expires_in: z.number() })

/**
 * @returns gives a valid token; one request at a time however many ask (RFC 6749 section 4.4).
 * @throws what the identity provider's failure is; the caller's step is then retried
 */
export function createServiceToken(options: ServiceTokenOptions): () => Promise<string> {
  const { issuer, clientId, clientSecret, timeoutMs = 5000 } = options
  let current: { token: string; until: number } | undefined
  let asking: Promise<string> | undefined
  let endpoint: string | undefined

  const ask = async (): Promise<string> => {
    endpoint ??= (await getJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, Discovery))
      .token_endpoint
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')
    const reply = await getJson(endpoint, TokenReply, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: 'client_credentials' }).toString(),
    })
    current = { token: reply.access_token, until: Date.now() + reply.expires_in * 900 }
    return current.token
  }

  const getJson = async <T extends z.ZodType>(url: string, schema: T, init: RequestInit = {}): Promise<z.output<T>> => {
    const response = await spannedFetch('identity-provider', url, {
      ...init,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    }).catch(error => {
      throw refused('did not answer', error)
    })
    if (!response.ok) throw refused(`answered ${response.status}`)
    return schema.parse(await response.json())
  }

  const refused = (what: string, cause?: unknown) =>
    new UpstreamError('UPSTREAM_ERROR', `the identity provider ${what}`, { retryable: true, cause })

  return async () => {
    if (current !== undefined && current.until > Date.now()) return current.token
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }
}
