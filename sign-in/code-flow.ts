// How a person signs in: authorization code with PKCE at the identity provider (RFC 6749, 7636; OpenID Connect Core 3.1).
import * as oidc from 'openid-client'

/** What whoever asked keeps until the provider sends the person back. */
export interface SignInUnderWay {
  state: string
  nonce: string
  verifier: string
}

export interface SignInRequest {
  /** Where the provider sends the person back to. */
  redirectUri: string
  scope: string
  /** More parameters of the authorization request, as a query string, for providers that want some. */
  params: string
  /** `login`: the person shows anew who they are; `none`: only if nobody has to be asked. */
  prompt?: 'login' | 'none' | undefined
}

/** @returns where to send the browser, and what to keep meanwhile */
export async function beginSignIn(
  issuer: oidc.Configuration,
  { redirectUri, scope, params, prompt }: SignInRequest,
): Promise<{ url: URL; signIn: SignInUnderWay }> {
  const signIn = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
  }
  const url = oidc.buildAuthorizationUrl(issuer, {
    ...Object.fromEntries(new URLSearchParams(params)),
    redirect_uri: redirectUri,
    scope,
    state: signIn.state,
    nonce: signIn.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(signIn.verifier),
    code_challenge_method: 'S256',
    ...(prompt !== undefined && { prompt }),
  })
  return { url, signIn }
}

/**
 * @param callback the address that the browser came back to, with its query
 * @throws what `refusalOf` knows, or whatever the network made impossible
 */
export function completeSignIn(
  issuer: oidc.Configuration,
  callback: URL,
  signIn: SignInUnderWay,
): ReturnType<typeof oidc.authorizationCodeGrant> {
  return oidc.authorizationCodeGrant(issuer, callback, {
    pkceCodeVerifier: signIn.verifier,
    expectedState: signIn.state,
    expectedNonce: signIn.nonce,
    idTokenExpected: signIn.nonce !== '',
  })
}

export interface SignInRefusal {
  status: 400 | 403 | 503
  detail: string
  /** The provider's own word, where it said one (RFC 6749, 4.1.2.1). */
  error?: string
}

/** Said no, or something in between was not as it should be: the person may try again. */
export function refusalOf(error: unknown): SignInRefusal {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
    return {
      status: 403,
      detail: `the identity provider refused: ${error.error_description ?? error.error}`,
      error: error.error,
    }
  if (error instanceof oidc.ClientError && error.code === 'OAUTH_INVALID_RESPONSE')
    return { status: 400, detail: 'the answer of the identity provider does not belong to this sign-in' }
  return { status: 503, detail: 'the identity provider is not reachable just now' }
}
