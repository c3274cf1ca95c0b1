// How a sign-in at the console is renewed, what its other tabs hear of it, and what is said where it fails.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleRig, openConsoleRig } from '#test/support/console-rig.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'
const GO = { 'sec-fetch-mode': 'navigate' }
const PART = { 'hx-request': 'true' }
let rig: ConsoleRig

beforeAll(async () => {
  rig = await openConsoleRig(TENANT, { CONSOLE_SESSION_S: '60' })
})
afterAll(() => rig?.close())

const visit = (path: string, headers: Record<string, string> = {}) =>
  fetch(rig.url + path, { redirect: 'manual', headers })
const kept = (renews: boolean) =>
  `mandate_console_sign_in=${Buffer.from(
    JSON.stringify({ state: 's', nonce: 'n', verifier: 'v', returnTo: '/console/inbox?a=1', renews }),
  ).toString('base64url')}`

describe('a sign-in', () => {
  it('that lives for a minute is not renewed with every page', async () => {
    const ann = await rig.signIn('ann')
    expect((await ann.get('/console/inbox', GO)).status).toBe(200)
  })

  it.each([
    ['refuses, whatever its word', '?error=server_error&state=s'],
    ['answers something that does not belong to it', '?code=abc&state=other'],
  ])(
    'that is to be renewed stands where the provider %s: the page comes, marked so that it comes',
    async (_, query) => {
      const renewing = await visit(`/console/auth/callback${query}`, { cookie: kept(true) })
      expect([renewing.status, renewing.headers.get('location')]).toEqual([302, '/console/inbox?a=1&renewed=1'])
      const first = await visit(`/console/auth/callback${query}`, { cookie: kept(false) })
      expect([400, 403]).toContain(first.status)
    },
  )

  it('that is over leads to the provider without the mark of its last renewal', async () => {
    const { headers } = await visit('/console/inbox?renewed=1&a=1')
    expect(headers.get('location')).toBe('/console/auth/sign-in?return_to=%2Fconsole%2Finbox%3Fa%3D1')
  })
})

describe('a part of a page', () => {
  it('whose token is that of a former sign-in is told so, and the page stays', async () => {
    const ann = await rig.signIn('ann')
    const answer = await ann.post('/console/inbox/several', {}, { ...PART, 'x-csrf-token': 'of-a-former-one' })
    expect([answer.status, answer.text, answer.headers.get('hx-reswap')]).toEqual([403, '', 'none'])
    expect(Object.keys(JSON.parse(answer.headers.get('hx-trigger') ?? ''))).toEqual(['notice', 'stale-page'])
  })

  it('learns the token that holds from any page of the same person', async () => {
    const ann = await rig.signIn('ann')
    const { text } = await ann.get('/console/inbox')
    expect(text).toContain(`<body data-csrf="${ann.csrf}" data-of="${TENANT} ann"`)
  })
})

it('pages and parts of them are kept by nobody, and styles are', async () => {
  const ann = await rig.signIn('ann')
  const of = async (path: string, headers = {}) => {
    const answer = await ann.get(path, headers)
    return [answer.headers.get('cache-control'), answer.headers.get('vary')?.toLowerCase() ?? null]
  }
  expect(await of('/console/inbox')).toEqual(['no-store', 'hx-request'])
  expect(await of('/console/inbox', PART)).toEqual(['no-store', 'hx-request'])
  expect(await of('/console/nowhere')).toEqual(['no-store', 'hx-request'])
  expect(await of('/console/assets/nothing.css')).toEqual(['no-store', 'hx-request'])
  expect(await of('/console/assets/base.css')).toEqual([expect.stringMatching(/^public/), null])
})
