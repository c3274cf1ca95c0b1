// Lets nobody past who is not signed in, and no change that another web page made a browser send.
import { timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Actor } from '#domain/actor.ts'
import { publicOrigin } from '#sign-in/public-origin.ts'
import { type App, createApi } from '../http/api.ts'
import { isPartial } from '../http/is-partial.ts'
import { refusalPage } from '../parts/refusal.ts'
import type { ConsoleEnv, Person } from '../person.ts'
import type { Cookies } from './cookies.ts'
import type { SessionStore } from './session-store.ts'

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
}

/** Before the end of a sign-in by this much, a page asks the provider for another on its way: nobody is asked if it still knows them. */
const RENEW_BEFORE_MS = 10 * 60_000

export function requirePerson(parts: RequirePersonParts): MiddlewareHandler<ConsoleEnv> {
  const { app, sessions, cookies, authenticate, consoleUrl } = parts
  return async (c, next) => {
    const word = cookies.word(c)
    const session = word === undefined ? undefined : await sessions.find(word)
    if (session === undefined) return toSignIn(c)
    const { actor, tenantId, scopes } = await authenticate(`Bearer ${session.token}`)
    const person: Person = { ...actor, tenantId, scopes, csrf: session.csrf, expiresAt: session.expiresAt }
    c.set('person', person)
    if (changes(c) && !(await isOwnPage(c, person, consoleUrl)))
      return c.html(refusalPage(person, { title: 'Not done', detail: FOREIGN }), 403)
    if (shouldRenew(c, person)) return toSignIn(c, 'renew')
    c.set('api', createApi(app, session.token, carriedFrom(c)))
    await next()
  }
}

const FOREIGN =
  'This did not come from a page of the console, or from one that was opened before you last signed in. Load the page anew and try again.'

const changes = (c: Context) => !['GET', 'HEAD'].includes(c.req.method)

/** Browsers name the origin of every change and pages can't forge it; the token holds where a proxy hides it. */
async function isOwnPage(c: Context, { csrf }: Person, consoleUrl: string | undefined): Promise<boolean> {
  if (c.req.header('origin') !== publicOrigin(c, consoleUrl)) return false
  const header = c.req.header('x-csrf-token')
  if (header !== undefined) return isSame(header, csrf)
  const field = (await c.req.parseBody())._csrf
  return typeof field === 'string' && isSame(field, csrf)
}

function isSame(given: string, expected: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}

/** Only where a person goes to a page: what a page asks for by itself must not leave it. */
function shouldRenew(c: Context, { expiresAt }: Person): boolean {
  if (changes(c) || isPartial(c) || c.req.header('sec-fetch-mode') !== 'navigate') return false
  return expiresAt.getTime() - Date.now() < RENEW_BEFORE_MS && c.req.query('renewed') === undefined
}

function toSignIn(c: Context, why?: 'renew'): Response | Promise<Response> {
  const url = new URL(c.req.url)
  const query = { return_to: url.pathname + url.search, ...(why === undefined ? {} : { renew: '1' }) }
  const address = `/console/auth/sign-in?${new URLSearchParams(query)}`
  // A part of a page can't go to the provider; what stands on the page stays, and the person signs in beside it.
  if (isPartial(c)) return c.text('', 401, { 'hx-trigger': 'signed-out', 'hx-reswap': 'none' })
  if (changes(c)) return c.redirect('/console/auth/sign-in', 303)
  return c.redirect(address, 302)
}

function carriedFrom(c: Context): Record<string, string> {
  const names = ['traceparent', 'x-request-id']
  return Object.fromEntries(
    names.flatMap(name => [[name, c.req.header(name)] as const]).filter(([, value]) => value),
  ) as Record<string, string>
}
