// What a person is told when a sign-in fails, and that signing out needs nothing but the sign-in.
import { Hono } from 'hono'
import * as oidc from 'openid-client'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { consoleCookies } from '#console/auth/cookies.ts'
import { type SignInParts, signInRoutes } from '#console/auth/sign-in-routes.ts'
import { createConsole } from '#console/create-console.ts'
import { MandateError } from '#domain/errors.ts'

const ORIGIN = 'http://127.0.0.1:1'
const HERE = { host: '127.0.0.1:1' }
const settings = { consoleUrl: undefined, scope: '', params: '', sessionS: 60, mediaOrigins: [], issuer: ORIGIN }
const logger = pino({ level: 'silent' })

const IDP = 'https://idp.example'
const TOKEN = { access_token: 'token', token_type: 'bearer', expires_in: 300 }
/** Over TLS from the token endpoint, its claims are what counts (OpenID Connect Core, 3.1.3.7, 6). */
function idToken(): string {
  const iat = Math.floor(Date.now() / 1000)
  const claims = { iss: IDP, sub: 'ann', aud: 'console', nonce: 'n', iat, exp: iat + 300 }
  const parts = [{ alg: 'RS256' }, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
  return [...parts, Buffer.from('unread').toString('base64url')].join('.')
}

function routes(parts: Partial<SignInParts>) {
  const app = new Hono()
  const discover = async () => {
    const issuer = new oidc.Configuration({ issuer: IDP, token_endpoint: `${IDP}/token` }, 'console')
    issuer[oidc.customFetch] = async () => Response.json({ ...TOKEN, id_token: idToken() })
    return issuer
  }
  const common = { discover, cookies: consoleCookies(false), settings, logger }
  app.route('/console/auth', signInRoutes({ ...common, ...parts } as SignInParts))
  app.onError((error, c) => c.text(`elsewhere: ${error.message}`, 500))
  return app
}
const back = (app: Hono, renews: boolean) => {
  const signIn = { state: 's', nonce: 'n', verifier: 'v', returnTo: '/console/inbox', renews }
  const cookie = `mandate_console_sign_in=${Buffer.from(JSON.stringify(signIn)).toString('base64url')}`
  return app.request('/console/auth/callback?code=c&state=s', { headers: { ...HERE, cookie } })
}
const untaken = async () => {
  throw new MandateError('UNAUTHENTICATED', 'the token has no claim sub')
}

it('a token that the API does not take is told as that, with what is wrong with it', async () => {
  const answer = await back(routes({ authenticate: untaken }), false)
  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('no valid token for Mandate (the token has no claim sub)')
  const renewing = await back(routes({ authenticate: untaken }), true)
  expect(renewing.headers.get('location')).toBe('/console/inbox?renewed=1')
})

it('a failure of ours is not laid on the provider', async () => {
  const authenticate = async () => ({ actor: { sub: 'ann' }, tenantId: 't', scopes: new Set<string>() })
  const sessions = { open: async () => Promise.reject(new Error('the ledger is away')) }
  const answer = await back(routes({ authenticate, sessions } as never), false)
  expect(await answer.text()).toBe('elsewhere: the ledger is away')
})

it('a provider that is away is told to whoever signs in, and keeps nobody from a page whose sign-in stands', async () => {
  const app = routes({ discover: async () => Promise.reject(new Error('connect ECONNREFUSED')) })
  const first = await app.request('/console/auth/sign-in?return_to=/console/inbox', { headers: HERE })
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '2'])
  const renewing = await app.request('/console/auth/sign-in?return_to=/console/inbox&renew=1', { headers: HERE })
  expect([renewing.status, renewing.headers.get('location')]).toEqual([302, '/console/inbox?renewed=1'])
})

/** One browser is signed in, with a token that the API takes no longer, or takes. */
function consoleWith({ taken, livesMs = 60_000 }: { taken: boolean; livesMs?: number }) {
  const rows = new Map<string, never>()
  const sessions = {
    open: async (key: Buffer, session: object) => void rows.set(key.toString('hex'), session as never),
    find: async (key: Buffer) => rows.get(key.toString('hex')),
    end: async (key: Buffer) => void rows.delete(key.toString('hex')),
    endAll: async () => 0,
  }
  const caller = { actor: { sub: 'ann' }, tenantId: 't', scopes: new Set<string>() }
  const parts = { app: { request: () => new Response() }, discover: untaken, settings, logger }
  const authenticate = async () => (taken ? caller : untaken())
  const app = createConsole({ ...parts, sessions, authenticate } as never)
  return { app: new Hono().route('/console', app), rows, livesMs, sessions }
}

async function signedIn(of: ReturnType<typeof consoleWith>) {
  const { sessionStore } = await import('#console/auth/session-store.ts')
  const store = sessionStore(of.sessions)
  const expiresAt = new Date(Date.now() + of.livesMs)
  const word = await store.open({ tenantId: 't', sub: 'ann', token: 'token', expiresAt })
  const csrf = (await store.find(word))?.csrf ?? ''
  return { csrf, headers: { ...HERE, origin: ORIGIN, cookie: `mandate_console=${word}` } }
}

it('a part of a page whose token the API takes no longer is told that the sign-in is over', async () => {
  const of = consoleWith({ taken: false })
  const { headers } = await signedIn(of)
  const part = await of.app.request('/console/inbox', { headers: { ...headers, 'hx-request': 'true' } })
  expect([part.status, part.headers.get('hx-trigger'), part.headers.get('hx-reswap')]).toEqual([
    ...[401, 'signed-out', 'none'],
  ])
})

it('whoever has a token that the API takes no longer can still sign out, from a page of the console alone', async () => {
  const of = consoleWith({ taken: false })
  const { headers, csrf } = await signedIn(of)
  const out = (_csrf: string) =>
    of.app.request('/console/auth/sign-out', { method: 'POST', headers, body: new URLSearchParams({ _csrf }) })
  expect((await out('forged')).status).toBe(403)
  expect(of.rows.size).toBe(1)
  expect((await out(csrf)).headers.get('location')).toBe('/console/auth/signed-out')
  expect(of.rows.size).toBe(0)
})

it.each([
  ['in its last quarter', 50_000, 302],
  ['not before', 40_000, 404],
])('a sign-in of a minute is renewed %s, and once', async (_, passedMs, status) => {
  const of = consoleWith({ taken: true })
  const { headers } = await signedIn(of)
  vi.useFakeTimers({ now: Date.now() + passedMs, toFake: ['Date'] })
  const go = (path: string) => of.app.request(path, { headers: { ...headers, 'sec-fetch-mode': 'navigate' } })
  expect((await go('/console/nowhere')).status).toBe(status)
  expect((await go('/console/nowhere?renewed=1')).status).toBe(404)
  vi.useRealTimers()
})
