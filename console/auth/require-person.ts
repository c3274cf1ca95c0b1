// Lets nobody past who is not signed in, and no change that another web page made a browser send.
import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { Actor } from '#domain/actor.ts'
import { type App, createApi } from '../http/api.ts'
import { isPartial } from '../http/is-partial.ts'
import { sayNotice } from '../http/say-notice.ts'
import { signedOut } from '../http/signed-out.ts'
import { refusalPage } from '../parts/refusal.ts'
import type { ConsoleEnv, Person } from '../person.ts'
import type { Cookies } from './cookies.ts'
import { FOREIGN, isOwnPage } from './is-own-page.ts'
import { isRenewed, withoutMark } from './renewed-mark.ts'
import type { Session, SessionStore } from './session-store.ts'

/** What the API makes of a token. */
export type Authenticate = (
  authorization: string,
) => Promise<{ actor: Actor; tenantId: string; scopes: ReadonlySet<string> }>

export interface RequirePersonParts {
  app: App
  sessions: SessionStore
  cookies: Cookies
  authenticate: Authenticate
  /** The setting CONSOLE_URL. */
  consoleUrl: string | undefined
  logger: Logger
}

/**
 * Before the end of a sign-in by this much at most, a page asks the provider for another on its way: nobody is asked if it still knows them.
 * Of one that does not live long, its last quarter: it would be renewed with every page.
 */
const RENEW_BEFORE_MS = 10 * 60_000

export function requirePerson(parts: RequirePersonParts): MiddlewareHandler<ConsoleEnv> {
  const { app, sessions, cookies, authenticate, consoleUrl, logger } = parts
  return async (c, next) => {
    const word = cookies.word(c)
    const session = word === undefined ? undefined : await sessions.find(word)
    if (word === undefined || session === undefined) return toSignIn(c)
    const { actor, tenantId, scopes } = await authenticate(`Bearer ${session.token}`)
    const person: Person = { ...actor, tenantId, scopes, csrf: session.csrf, expiresAt: session.expiresAt }
    c.set('person', person)
    if (changes(c) && !(await isOwnPage(c, person, consoleUrl))) return foreign(c)
    if (shouldRenew(c, session)) return toSignIn(c, 'renew')
    c.set('api', createApi(app, session.token, carriedFrom(c)))
    c.set('watch', { isSignedIn: () => sessions.stands(word), logger })
    await next()
  }
}

const changes = (c: Context) => !['GET', 'HEAD'].includes(c.req.method)

/** A page that asks for a part of itself stays as it is, what is typed included, and looks for the token that holds now. */
function foreign(c: Context<ConsoleEnv>): Response | Promise<Response> {
  if (!isPartial(c)) return c.html(refusalPage(c.var.person, { title: 'Not done', detail: FOREIGN }), 403)
  sayNotice(c, 'Not done: this page was opened before you last signed in. Try again, or load it anew.', 'stale-page')
  return c.text('', 403, { 'hx-reswap': 'none' })
}

/** Only where a person goes to a page: what a page asks for by itself must not leave it. */
function shouldRenew(c: Context, { openedAt, expiresAt }: Session): boolean {
  if (changes(c) || isPartial(c) || c.req.header('sec-fetch-mode') !== 'navigate' || isRenewed(c)) return false
  const lives = openedAt === undefined ? Number.POSITIVE_INFINITY : expiresAt.getTime() - openedAt.getTime()
  return expiresAt.getTime() - Date.now() < Math.min(RENEW_BEFORE_MS, lives / 4)
}

function toSignIn(c: Context, why?: 'renew'): Response | Promise<Response> {
  const url = withoutMark(c.req.url)
  const query = { return_to: url.pathname + url.search, ...(why === undefined ? {} : { renew: '1' }) }
  const address = `/console/auth/sign-in?${new URLSearchParams(query)}`
  if (isPartial(c)) return signedOut(c)
  if (changes(c)) return c.redirect('/console/auth/sign-in', 303)
  return c.redirect(address, 302)
}

function carriedFrom(c: Context): Record<string, string> {
  const names = ['traceparent', 'x-request-id']
  return Object.fromEntries(
    names.flatMap(name => [[name, c.req.header(name)] as const]).filter(([, value]) => value),
  ) as Record<string, string>
}
