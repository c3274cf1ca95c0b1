// How a person signs in at the console, and out again, here or everywhere.
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Logger } from 'pino'
import { beginSignIn, completeSignIn, refusalOf } from '#sign-in/code-flow.ts'
import type { DiscoverIssuer } from '#sign-in/discover-issuer.ts'
import { publicOrigin } from '#sign-in/public-origin.ts'
import { outsidePage } from '../parts/outside-page.ts'
import type { Cookies, KeptSignIn } from './cookies.ts'
import { FOREIGN, isOwnPage } from './is-own-page.ts'
import { withMark } from './renewed-mark.ts'
import type { Authenticate } from './require-person.ts'
import type { SessionStore } from './session-store.ts'

export interface SignInParts {
  discover: DiscoverIssuer
  authenticate: Authenticate
  sessions: SessionStore
  cookies: Cookies
  settings: { consoleUrl: string | undefined; scope: string; params: string; sessionS: number }
  logger: Logger
}

const CALLBACK = '/console/auth/callback'
const SIGNED_OUT = '/console/auth/signed-out'

export function signInRoutes(parts: SignInParts): Hono {
  const app = new Hono()
  app.get('/sign-in', c => toProvider(c, parts))
  app.get('/callback', c => fromProvider(c, parts))
  app.post('/sign-out', c => signOut(c, parts))
  app.get('/signed-out', c => c.html(signedOut))
  return app
}

async function toProvider(c: Context, { discover, cookies, settings, logger }: SignInParts): Promise<Response> {
  const { consoleUrl, scope, params } = settings
  const origin = publicOrigin(c, consoleUrl)
  if (origin === undefined)
    return c.html(problem('Where is this?', 'The console does not know its address: set CONSOLE_URL.'), 421)
  const again = c.req.query('again') === '1'
  const meant = { returnTo: c.req.query('return_to') ?? '/console', renews: !again && c.req.query('renew') === '1' }
  const prompt = again ? 'login' : meant.renews ? 'none' : undefined
  const redirectUri = origin + CALLBACK
  try {
    const { url, signIn } = await beginSignIn(await discover(), { redirectUri, scope, params, prompt })
    cookies.keepSignIn(c, { ...signIn, ...meant })
    return c.redirect(url.href, 302)
  } catch (error) {
    return notFromProvider(c, error, meant, logger)
  }
}

async function fromProvider(c: Context, parts: SignInParts): Promise<Response> {
  const { discover, authenticate, sessions, cookies, settings, logger } = parts
  const signIn = cookies.takeSignIn(c)
  const origin = publicOrigin(c, settings.consoleUrl)
  if (signIn === undefined || origin === undefined)
    return c.html(problem('Not signed in', 'This sign-in was not begun here, or too long ago.'), 400)
  const here = new URL(origin + CALLBACK + new URL(c.req.url).search)
  let tokens: Awaited<ReturnType<typeof completeSignIn>>
  try {
    tokens = await completeSignIn(await discover(), here, signIn)
  } catch (error) {
    return notFromProvider(c, error, signIn, logger)
  }
  let caller: Awaited<ReturnType<Authenticate>>
  try {
    caller = await authenticate(`Bearer ${tokens.access_token}`)
  } catch (error) {
    return notTaken(c, error, signIn, logger)
  }
  const { actor, tenantId } = caller
  const lives = tokens.expiresIn() ?? settings.sessionS
  const expiresAt = new Date(Date.now() + Math.min(settings.sessionS, lives) * 1000)
  const former = cookies.word(c)
  if (former !== undefined) await sessions.end(former)
  const session = { tenantId, sub: actor.sub, token: tokens.access_token, idToken: tokens.id_token, expiresAt }
  cookies.keepWord(c, await sessions.open(session), expiresAt)
  logger.info({ event: 'console.sign-in', outcome: 'signed-in', sub: actor.sub, tenant_id: tenantId })
  const back = ownPath(signIn.returnTo)
  // A provider may give a token that ends as soon as the one before: the page is shown all the same.
  return c.redirect(signIn.renews ? withMark(back) : back, 302)
}

type Meant = Pick<KeptSignIn, 'returnTo' | 'renews'>

/** A renewal that came to nothing leads on to the page: the sign-in that stands holds until its end. */
const onward = (c: Context, { returnTo }: Meant) => c.redirect(withMark(ownPath(returnTo)), 302)

/** The provider said no, or is away. */
function notFromProvider(c: Context, error: unknown, meant: Meant, logger: Logger): Response | Promise<Response> {
  logger.warn({ event: 'console.sign-in', outcome: 'failed', renews: meant.renews, err: error })
  if (meant.renews) return onward(c, meant)
  const { status, detail } = refusalOf(error)
  if (status === 503) c.header('retry-after', '2')
  return c.html(problem('Not signed in', `${detail[0]?.toUpperCase()}${detail.slice(1)}.`), status)
}

/** The provider gave a token that the API does not take: what to set right there, the detail says. */
function notTaken(c: Context, error: unknown, meant: Meant, logger: Logger): Response | Promise<Response> {
  if ((error as { code?: unknown }).code !== 'UNAUTHENTICATED') throw error
  logger.warn({ event: 'console.sign-in', outcome: 'not_taken', renews: meant.renews, err: error })
  if (meant.renews) return onward(c, meant)
  const detail = (error as Error).message
  return c.html(problem('Not signed in', `Your account has no valid token for Mandate (${detail}).`), 403)
}

/** A form of a page: `everywhere` ends the sign-ins of all browsers of this person. Nothing is asked of the token, which may be over. */
async function signOut(c: Context, parts: SignInParts): Promise<Response> {
  const { sessions, cookies, discover, settings, logger } = parts
  const word = cookies.word(c)
  const session = word === undefined ? undefined : await sessions.find(word)
  if (word === undefined || session === undefined) return c.redirect(SIGNED_OUT, 303)
  if (!(await isOwnPage(c, session, settings.consoleUrl)))
    return c.html(
      outsidePage('Not done', html`<p>${FOREIGN}</p><p><a href="/console">Back to the console</a></p>`),
      403,
    )
  const everywhere = (await c.req.parseBody()).everywhere === '1'
  const ended = everywhere ? await sessions.endAll(session) : await sessions.end(word).then(() => 1)
  cookies.dropWord(c)
  const { sub, tenantId } = session
  logger.info({ event: 'console.sign-out', everywhere, ended, sub, tenant_id: tenantId })
  return c.redirect(await providersSignOut(c, { discover, session, settings }, logger), 303)
}

/** @returns where the provider ends its own session, if it has such a place (OpenID Connect RP-Initiated Logout) */
async function providersSignOut(
  c: Context,
  {
    discover,
    session,
    settings,
  }: { session: { idToken?: string | undefined } } & Pick<SignInParts, 'discover' | 'settings'>,
  logger: Logger,
): Promise<string> {
  const origin = publicOrigin(c, settings.consoleUrl)
  try {
    const issuer = await discover()
    const end = issuer.serverMetadata().end_session_endpoint
    if (end === undefined || origin === undefined || session.idToken === undefined) return SIGNED_OUT
    const url = new URL(end)
    url.searchParams.set('id_token_hint', session.idToken)
    url.searchParams.set('client_id', issuer.clientMetadata().client_id)
    url.searchParams.set('post_logout_redirect_uri', origin + SIGNED_OUT)
    return url.href
  } catch (error) {
    // Here the person is signed out; a provider that is away can't be told.
    logger.warn({ event: 'console.sign-out', outcome: 'provider_not_told', err: error })
    return SIGNED_OUT
  }
}

/** Only ever back to the console: another address in the link would lead people elsewhere in our name. */
export function ownPath(path: string): string {
  return /^\/console(?:[/?]|$)/.test(path) && !/[\\\r\n]/.test(path) ? path : '/console'
}

const problem = (title: string, detail: string) =>
  outsidePage(title, html`<p>${detail}</p><p><a class="button" href="/console/auth/sign-in?again=1">Sign in</a></p>`)

const signedOut = outsidePage(
  'Signed out',
  html`<p>You are signed out here.</p>
    <p><a class="button" href="/console/auth/sign-in?again=1">Sign in</a></p>`,
)
