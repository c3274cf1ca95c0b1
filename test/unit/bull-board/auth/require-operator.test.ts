import { Hono } from 'hono'
import { beforeEach, expect, it } from 'vitest'
import { type BoardCookies, boardCookies } from '#bull-board/auth/board-cookies.ts'
import type { TokenVerdict } from '#bull-board/auth/create-token-check.ts'
import type { BoardEnv } from '#bull-board/auth/operator.ts'
import { requireOperator } from '#bull-board/auth/require-operator.ts'
import { createSeal } from '#sign-in/create-seal.ts'

const here = 'http://localhost:3001'
const facts = { principal: 'human' as const, scopes: ['ops', 'ops:admin'] }
const foreign: string[] = []
const onForeignChange = async ({ sub }: { sub: string }) => void foreign.push(sub)
let app: Hono<BoardEnv>
let session: string

beforeEach(async () => {
  const cookies = boardCookies(createSeal('secret'), false)
  app = board(cookies, undefined)
  session = await sessionOf(cookies)
})

function board(cookies: BoardCookies, boardUrl: string | undefined) {
  const verdicts: Record<string, TokenVerdict> = {
    'a.good.one': { verdict: 'ops', operator: { ...facts, sub: 'olga' }, expiresAt: new Date() },
    'a.poor.one': { verdict: 'no-ops', sub: 'ann' },
    'a.old.one': { verdict: 'bad', why: 'it has expired' },
    'no.idea.now': { verdict: 'unknown', cause: new Error() },
  }
  const checkToken = async (token: string) => verdicts[token] ?? { verdict: 'bad' as const, why: 'it is not valid' }
  const made = new Hono<BoardEnv>()
  made.use(requireOperator({ cookies, checkToken, boardUrl, onForeignChange }))
  made.all('*', c => c.json(c.var.operator))
  return made
}

async function sessionOf(cookies: BoardCookies): Promise<string> {
  const signIn = new Hono().get('/', async c => {
    await cookies.keepSession(c, { ...facts, sub: 'pia' }, new Date(Date.now() + 60_000))
    return c.text('')
  })
  return (await signIn.request('/')).headers.get('set-cookie') ?? ''
}

const ask = (headers: Record<string, string>, method = 'GET') =>
  app.request(`${here}/board/api/queues/x/pause?a=b`, { method, headers: { host: 'localhost:3001', ...headers } })

it.each([
  ['nothing', {}, 401],
  ['a cookie of nobody', { cookie: 'mandate_board=x' }, 401],
  ['another scheme', { authorization: 'Basic a.b.c' }, 401],
  ['an expired token', { authorization: 'Bearer a.old.one' }, 401],
  ['a token without ops', { authorization: 'Bearer a.poor.one' }, 403],
  ['a token while the issuer is away', { authorization: 'Bearer no.idea.now' }, 503],
])('lets nobody in with %s', async (_, headers, status) => {
  const response = await ask(headers)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  if (status === 401) expect(response.headers.get('www-authenticate')).toBe('Bearer')
})

it('knows a bearer by its token, whatever cookie comes along', async () => {
  const response = await ask({ authorization: 'bearer a.good.one', cookie: session })
  expect(await response.json()).toEqual({ ...facts, sub: 'olga', by: 'bearer' })
})

it('knows a browser by its session', async () => {
  expect(await (await ask({ cookie: session })).json()).toEqual({ ...facts, sub: 'pia', by: 'session' })
})

it('sends a person who is not signed in to the sign-in and remembers the page', async () => {
  const response = await ask({ accept: 'text/html' })
  expect(response.status).toBe(302)
  expect(response.headers.get('location')).toBe('/auth/sign-in?return_to=%2Fboard%2Fapi%2Fqueues%2Fx%2Fpause%3Fa%3Db')
})

it.each([
  ['from its own page', { origin: here }, 200],
  ['from a page of another port', { origin: 'http://localhost:3000' }, 403],
  ['from another site', { origin: 'https://evil.example' }, 403],
  ['from a page that hides where it is', { origin: 'null' }, 403],
  ['without an origin', {}, 403],
])('takes a change by session %s: %o', async (_, headers, status) => {
  foreign.length = 0
  expect((await ask({ cookie: session, ...headers }, 'PUT')).status).toBe(status)
  expect(foreign).toEqual(status === 403 ? ['pia'] : [])
})

it('trusts the Host header on loopback only', async () => {
  const spoofed = { cookie: session, host: 'evil.example', origin: 'http://evil.example' }
  expect((await ask(spoofed, 'PUT')).status).toBe(403)
})

it('goes by BOARD_URL where it is set', async () => {
  const cookies = boardCookies(createSeal('secret'), true)
  app = board(cookies, 'https://board.example')
  const cookie = await sessionOf(cookies)
  expect(cookie).toMatch(/^__Host-mandate_board=.*; Path=\/;.*HttpOnly; Secure; SameSite=Lax/)
  const change = (origin: string) => ask({ cookie, host: 'inner:3001', origin }, 'PUT')
  expect((await change('https://board.example')).status).toBe(200)
  expect((await change('http://inner:3001')).status).toBe(403)
})
