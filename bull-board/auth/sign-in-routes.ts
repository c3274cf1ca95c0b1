// How a person signs in: authorization code with PKCE at the identity provider (RFC 6749, 7636; OpenID Connect Core 3.1).
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import * as oidc from 'openid-client'
import type { Logger } from 'pino'
import { problem } from '../http/problem.ts'
import { page } from '../pages/page.ts'
import type { BoardCookies, SignIn } from './board-cookies.ts'
import type { TokenCheck } from './create-token-check.ts'
import type { DiscoverIssuer } from './discover-issuer.ts'
import { publicOrigin } from './public-origin.ts'

export interface SignInParts {
  discover: DiscoverIssuer
  checkToken: TokenCheck
  cookies: BoardCookies
  boardUrl: string | undefined
  /** OAuth scopes that are asked for; one of them must make the access token carry `ops`. */
  scope: string
  /** More parameters of the authorization request, for providers that want some. */
  params: string
  sessionS: number
  logger: Logger
}

const CALLBACK = '/auth/callback'

export function signInRoutes(parts: SignInParts): Hono {
  const { cookies, logger } = parts
  const app = new Hono()
  app.get('/sign-in', c => whileReachable(c, logger, () => toProvider(c, parts)))
  app.get('/callback', c => whileReachable(c, logger, () => fromProvider(c, parts)))
  app.get('/sign-out', c => c.html(SIGN_OUT))
  app.post('/sign-out', c => {
    if (c.req.header('origin') !== publicOrigin(c, parts.boardUrl))
      return problem(c, 403, 'this did not come from a page of the board')
    cookies.endSession(c)
    return c.redirect('/auth/signed-out', 303)
  })
  app.get('/signed-out', c => c.html(SIGNED_OUT))
  return app
}

async function toProvider(c: Context, { discover, cookies, boardUrl, scope, params }: SignInParts): Promise<Response> {
  const origin = publicOrigin(c, boardUrl)
  if (origin === undefined) return problem(c, 421, 'the board does not know its address: set BOARD_URL')
  const issuer = await discover()
  const signIn: SignIn = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    returnTo: c.req.query('return_to') ?? '/board',
  }
  const url = oidc.buildAuthorizationUrl(issuer, {
    ...Object.fromEntries(new URLSearchParams(params)),
    redirect_uri: origin + CALLBACK,
    scope,
    state: signIn.state,
    nonce: signIn.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(signIn.verifier),
    code_challenge_method: 'S256',
    ...(c.req.query('again') === '1' && { prompt: 'login' }),
  })
  await cookies.keepSignIn(c, signIn)
  return c.redirect(url.href, 302)
}

async function fromProvider(c: Context, parts: SignInParts): Promise<Response> {
  const { discover, checkToken, cookies, boardUrl, sessionS, logger } = parts
  const signIn = await cookies.takeSignIn(c)
  const origin = publicOrigin(c, boardUrl)
  if (signIn === undefined || origin === undefined)
    return problem(c, 400, 'this sign-in was not begun here, or too long ago: go to the board and sign in again')
  const here = new URL(origin + CALLBACK + new URL(c.req.url).search)
  const tokens = await oidc.authorizationCodeGrant(await discover(), here, {
    pkceCodeVerifier: signIn.verifier,
    expectedState: signIn.state,
    expectedNonce: signIn.nonce,
    idTokenExpected: signIn.nonce !== '',
  })
  const checked = await checkToken(tokens.access_token)
  logger.info({
    event: 'board.sign-in',
    outcome: checked.verdict,
    ...('sub' in checked && { sub: checked.sub }),
    ...('operator' in checked && { sub: checked.operator.sub }),
    ...('why' in checked && { why: checked.why }),
  })
  switch (checked.verdict) {
    case 'ops': {
      const end = Math.min(Date.now() + sessionS * 1000, checked.expiresAt.getTime())
      await cookies.keepSession(c, checked.operator, new Date(end))
      return c.redirect(ownPath(signIn.returnTo), 302)
    }
    case 'no-ops':
      return c.html(noOps(checked.sub), 403)
    case 'bad':
      return problem(c, 502, `the identity provider gave a token that is refused here: ${checked.why}`)
    case 'unknown':
      throw checked.cause
  }
}

/** Only ever back to the board: another address in the link would lead people elsewhere in our name. */
function ownPath(path: string): string {
  return /^\/board(?:[/?]|$)/.test(path) ? path : '/board'
}

async function whileReachable(c: Context, logger: Logger, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    logger.warn({ event: 'board.sign-in', outcome: 'failed', err: error })
    // Said no, or something in between was not as it should be: the person may try again.
    if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
      return problem(c, 403, `the identity provider refused: ${error.error_description ?? error.error}`)
    if (error instanceof oidc.ClientError && error.code === 'OAUTH_INVALID_RESPONSE')
      return problem(c, 400, 'the answer of the identity provider does not belong to this sign-in')
    c.header('retry-after', '2')
    return problem(c, 503, 'the identity provider is not reachable just now')
  }
}

const SIGN_OUT = page(
  'Sign out?',
  html`<form method="post"><button class="button">Sign out</button></form>
    &nbsp; <a href="/board">Back to the board</a>`,
)

const SIGNED_OUT = page('Signed out', html`<p><a class="button" href="/auth/sign-in?again=1">Sign in</a></p>`)

const noOps = (sub: string) =>
  page(
    'Not for this account',
    html`<p>${sub} is signed in, but without the scope <code>ops</code>, which the board needs.</p>
      <p><a class="button" href="/auth/sign-in?again=1">Sign in as somebody else</a></p>`,
  )
