// Whether the API takes a token: asked once, then believed for a minute.
import { type AuthInfo, OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server'
import { NotAServiceToken, type PrincipalRules, serviceToken } from './service-token.ts'

const BELIEVED_MS = 60_000
const MOST_BELIEVED = 1000
const TIMEOUT_MS = 10_000

/** @returns a verifier for `requireBearerAuth`; @param url of the API */
export function checkToken(url: string, rules: PrincipalRules = {}, fetch = globalThis.fetch) {
  const believed = new Map<string, number>()
  return async (token: string): Promise<AuthInfo> => {
    const said = said401(token, rules)
    const until = believed.get(token)
    if (until === undefined || until < Date.now()) {
      // Any route will do: a token that is good and lacks the scope is answered 403.
      const { status } = await fetch(`${url.replace(/\/+$/, '')}/api/v1/campaigns?limit=1`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (status === 401) throw new OAuthError(OAuthErrorCode.InvalidToken, 'the API does not take this token')
      if (status >= 500) throw new OAuthError(OAuthErrorCode.ServerError, 'the API is not reachable just now')
      if (believed.size >= MOST_BELIEVED) believed.clear()
      believed.set(token, Date.now() + BELIEVED_MS)
    }
    return { token, clientId: said.sub, scopes: said.scopes, expiresAt: said.expiresAt }
  }
}

function said401(token: string, rules: PrincipalRules) {
  try {
    return serviceToken(token, rules)
  } catch (error) {
    if (error instanceof NotAServiceToken) throw new OAuthError(OAuthErrorCode.InvalidToken, error.message)
    throw error
  }
}
