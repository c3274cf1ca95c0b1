// The console put together: sign-in in front, pages behind it, and the API underneath. Mounted at /console of the API's port.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { trimTrailingSlash } from 'hono/trailing-slash'
import type { Logger } from 'pino'
import type { ConsoleSessions } from '#domain/ports/console-sessions.ts'
import type { DiscoverIssuer } from '#sign-in/discover-issuer.ts'
import { assetRoutes } from './assets/asset-routes.ts'
import { consoleCookies } from './auth/cookies.ts'
import { type Authenticate, requirePerson } from './auth/require-person.ts'
import { sessionStore } from './auth/session-store.ts'
import { signInRoutes } from './auth/sign-in-routes.ts'
import { answerError } from './http/answer-error.ts'
import type { App } from './http/api.ts'
import { keepNothing } from './http/keep-nothing.ts'
import { logRequests } from './http/log-requests.ts'
import { securityHeaders } from './http/security-headers.ts'
import { SECTION_ROUTES } from './pages/index.ts'
import { outsidePage } from './parts/outside-page.ts'
import { ofPerson, sectionsFor } from './parts/page.ts'
import { refusalPage } from './parts/refusal.ts'
import type { ConsoleEnv } from './person.ts'

export interface ConsoleSettings {
  /** Where browsers find it. Absent: on loopback only. */
  consoleUrl: string | undefined
  /** OAuth scopes that are asked for: what of them the person has decides what the pages offer. */
  scope: string
  /** More parameters of the authorization request. */
  params: string
  /** A sign-in lasts as long as its token, and no longer than this, in seconds. */
  sessionS: number
  /** Where recordings and previews lie: the object store as browsers find it. */
  mediaOrigins: readonly string[]
  issuer: string
}

export interface ConsoleParts {
  /** The API of this process. */
  app: App
  authenticate: Authenticate
  sessions: ConsoleSessions
  discover: DiscoverIssuer
  settings: ConsoleSettings
  logger: Logger
}

export function createConsole({
  app,
  authenticate,
  discover,
  settings,
  logger,
  ...parts
}: ConsoleParts): Hono<ConsoleEnv> {
  const { consoleUrl, mediaOrigins, issuer } = settings
  const https = consoleUrl?.startsWith('https:') ?? false
  const cookies = consoleCookies(https)
  const sessions = sessionStore(parts.sessions)
  const signIn = { discover, authenticate, sessions, cookies, settings, logger }

  const pages = new Hono<ConsoleEnv>()
  pages.use(securityHeaders({ https, mediaOrigins, issuerOrigin: new URL(issuer).origin }))
  pages.use(logRequests(logger))
  pages.use(keepNothing)
  pages.use(trimTrailingSlash())
  pages.use(bodyLimit({ maxSize: MOST_BYTES, onError: c => c.html(TOO_LARGE, 413) }))
  pages.onError(answerError(logger))
  pages.route('/assets', assetRoutes())
  pages.route('/auth', signInRoutes(signIn))
  pages.use(requirePerson({ app, sessions, cookies, authenticate, consoleUrl, logger }))
  pages.get('/', c => {
    const [first] = sectionsFor(c.var.person)
    return first === undefined ? c.html(NOTHING_FOR_YOU, 403) : c.redirect(`/console/${first.name}`, 302)
  })
  pages.get('/done', c =>
    c.html(
      outsidePage(
        'Signed in again',
        html`<p data-csrf="${c.var.person.csrf}" data-of="${ofPerson(c.var.person)}">Close this tab and go on where you were.</p><p><a href="/console">Or open the console</a></p>`,
      ),
    ),
  )
  for (const [section, routes] of Object.entries(SECTION_ROUTES)) pages.route(`/${section}`, routes())
  pages.all('*', c =>
    c.html(
      refusalPage(c.var.person, { title: 'There is nothing here', detail: 'The address may have a slip in it.' }),
      404,
    ),
  )
  return pages
}

/** A picture of 25 MiB and the form around it. */
const MOST_BYTES = 26 * 1024 * 1024

const TOO_LARGE = outsidePage('Too large', html`<p>What was sent is larger than 26 MiB. Nothing was done.</p>`)

const NOTHING_FOR_YOU = outsidePage(
  'Not for this account',
  html`<p>You are signed in, but with none of the scopes that a page of the console needs.</p>
    <p><a class="button" href="/console/auth/sign-in?again=1">Sign in as somebody else</a></p>`,
)
