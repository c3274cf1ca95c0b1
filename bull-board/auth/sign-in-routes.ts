// How a person signs in at the board, and out again.
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Logger } from 'pino'
import { beginSignIn, completeSignIn, refusalOf } from '#sign-in/code-flow.ts'
import type { DiscoverIssuer } from '#sign-in/discover-issuer.ts'
import { publicOrigin } from '#sign-in/public-origin.ts'
import { problem } from '../http/problem.ts'
import { page } from '../pages/page.ts'
import type { BoardCookies } from './board-cookies.ts'
import type { TokenCheck } from './create-token-check.ts'

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
  const prompt = c.req.query('again') === '1' ? 'login' : undefined
  const { url, signIn } = await beginSignIn(await discover(), { redirectUri: origin + CALLBACK, scope, params, prompt })
  await cookies.keepSignIn(c, { ...signIn, returnTo: c.req.query('return_to') ?? '/board' })
  return c.redirect(url.href, 302)
}

async function fromProvider(c: Context, parts: SignInParts): Promise<Response> {
  const { discover, checkToken, cookies, boardUrl, sessionS, logger } = parts
  const signIn = await cookies.takeSignIn(c)
  const origin = publicOrigin(c, boardUrl)
  if (signIn === undefined || origin === undefined)
    return problem(c, 400, 'this sign-in was not begun here, or too long ago: go to the board and sign in again')
  const here = new URL(origin + CALLBACK + new URL(c.req.url).search)
  const tokens = await completeSignIn(await discover(), here, signIn)
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
    const { status, detail } = refusalOf(error)
    if (status === 503) c.header('retry-after', '2')
    return problem(c, status, detail)
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
