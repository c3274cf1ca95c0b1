// How a person signs in at the console, and out again, here or everywhere.
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Logger } from 'pino'
import { beginSignIn, completeSignIn, refusalOf } from '#sign-in/code-flow.ts'
import type { DiscoverIssuer } from '#sign-in/discover-issuer.ts'
import { publicOrigin } from '#sign-in/public-origin.ts'
import { outsidePage } from '../parts/outside-page.ts'
import type { Cookies } from './cookies.ts'
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
  app.get('/sign-in', c => whileReachable(c, parts, () => toProvider(c, parts)))
  app.get('/callback', c => whileReachable(c, parts, () => fromProvider(c, parts)))
  app.get('/signed-out', c => c.html(signedOut))
  return app
}

async function toProvider(c: Context, { discover, cookies, settings }: SignInParts): Promise<Response> {
  const { consoleUrl, scope, params } = settings
  const origin = publicOrigin(c, consoleUrl)
  if (origin === undefined)
    return c.html(problem('Where is this?', 'The console does not know its address: set CONSOLE_URL.'), 421)
  const prompt = c.req.query('again') === '1' ? 'login' : c.req.query('renew') === '1' ? 'none' : undefined
  const redirectUri = origin + CALLBACK
  const { url, signIn } = await beginSignIn(await discover(), { redirectUri, scope, params, prompt })
  cookies.keepSignIn(c, { ...signIn, returnTo: c.req.query('return_to') ?? '/console' })
  return c.redirect(url.href, 302)
}

async function fromProvider(c: Context, parts: SignInParts): Promise<Response> {
  const { discover, authenticate, sessions, cookies, settings, logger } = parts
  const signIn = cookies.takeSignIn(c)
  const origin = publicOrigin(c, settings.consoleUrl)
  if (signIn === undefined || origin === undefined)
    return c.html(problem('Not signed in', 'This sign-in was not begun here, or too long ago.'), 400)
  const asked = c.req.query('error')
  // Nobody was to be asked, and somebody would have to be: the sign-in that stands holds until its end.
  if (asked !== undefined && /^(login|interaction|consent|account_selection)_/.test(asked))
    return c.redirect(marked(ownPath(signIn.returnTo)), 302)
  const here = new URL(origin + CALLBACK + new URL(c.req.url).search)
  const tokens = await completeSignIn(await discover(), here, signIn)
  const { actor, tenantId } = await authenticate(`Bearer ${tokens.access_token}`)
  const lives = tokens.expiresIn() ?? settings.sessionS
  const expiresAt = new Date(Date.now() + Math.min(settings.sessionS, lives) * 1000)
  const former = cookies.word(c)
  if (former !== undefined) await sessions.end(former)
  const session = { tenantId, sub: actor.sub, token: tokens.access_token, idToken: tokens.id_token, expiresAt }
  cookies.keepWord(c, await sessions.open(session), expiresAt)
  logger.info({ event: 'console.sign-in', outcome: 'signed-in', sub: actor.sub, tenant_id: tenantId })
  return c.redirect(ownPath(signIn.returnTo), 302)
}

/** A form of a page: `everywhere` ends the sign-ins of all browsers of this person. */
export async function signOut(c: Context, parts: SignInParts, everywhere: boolean): Promise<Response> {
  const { sessions, cookies, discover, settings, logger } = parts
  const word = cookies.word(c)
  const session = word === undefined ? undefined : await sessions.find(word)
  if (word === undefined || session === undefined) return c.redirect(SIGNED_OUT, 303)
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

const marked = (path: string) => `${path}${path.includes('?') ? '&' : '?'}renewed=0`

async function whileReachable(c: Context, { logger }: SignInParts, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    logger.warn({ event: 'console.sign-in', outcome: 'failed', err: error })
    const { status, detail } = refusalOf(error)
    if (status === 503) c.header('retry-after', '2')
    return c.html(problem('Not signed in', `${detail[0]?.toUpperCase()}${detail.slice(1)}.`), status)
  }
}

const problem = (title: string, detail: string) =>
  outsidePage(title, html`<p>${detail}</p><p><a class="button" href="/console/auth/sign-in?again=1">Sign in</a></p>`)

const signedOut = outsidePage(
  'Signed out',
  html`<p>You are signed out here.</p>
    <p><a class="button" href="/console/auth/sign-in?again=1">Sign in</a></p>`,
)
