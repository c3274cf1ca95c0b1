// Who gets into the console, what ends it, and that no other page can act there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleRig, openConsoleRig } from '#test/support/console-rig.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'
let rig: ConsoleRig

beforeAll(async () => {
  rig = await openConsoleRig(TENANT)
})
afterAll(() => rig?.close())

const visit = (path: string, init: RequestInit = {}) => fetch(rig.url + path, { redirect: 'manual', ...init })

describe('whoever is not signed in', () => {
  it('is led to the identity provider, and back to where they were going', async () => {
    const first = await visit('/console/campaigns?status=failed')
    expect(first.status).toBe(302)
    const to = new URL(first.headers.get('location') ?? '', rig.url)
    expect(to.pathname + to.search).toBe('/console/auth/sign-in?return_to=%2Fconsole%2Fcampaigns%3Fstatus%3Dfailed')
    const provider = new URL((await visit(to.pathname + to.search)).headers.get('location') ?? '')
    expect(provider.origin).toBe(rig.issuer)
    expect(provider.searchParams.get('code_challenge_method')).toBe('S256')
  })

  it('is told so where a part of a page asks, and the page stays', async () => {
    const answer = await visit('/console/inbox', { headers: { 'hx-request': 'true' } })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('hx-trigger')).toBe('signed-out')
    expect(answer.headers.get('hx-reswap')).toBe('none')
  })

  it('does not get in with a cookie that somebody made up, nor by a sign-in that was not begun there', async () => {
    const made = await visit('/console/inbox', { headers: { cookie: 'mandate_console=made-up' } })
    expect(made.status).toBe(302)
    const callback = await visit('/console/auth/callback?code=abc&state=def')
    expect(callback.status).toBe(400)
    const foreign = Buffer.from(JSON.stringify({ state: 's', nonce: 'n', verifier: 'v', returnTo: '/console' }))
    const cookie = `mandate_console_sign_in=${foreign.toString('base64url')}`
    const mixed = await visit('/console/auth/callback?code=abc&state=other', { headers: { cookie } })
    expect(mixed.status).toBe(400)
    expect(await mixed.text()).toContain('does not belong to this sign-in')
  })
})

describe('whoever is signed in', () => {
  it('sees the sections that their scopes allow, and no others', async () => {
    const reader = await rig.signIn('rita', 'campaigns:read sessions:read')
    const start = await reader.get('/console')
    expect(start.headers.get('location')).toBe('/console/campaigns')
    const page = await reader.get('/console/campaigns')
    expect([...page.text.matchAll(/data-go="\w"[^>]*>([^<]+)</g)].map(match => match[1])).toEqual([
      'Campaigns',
      'Sessions',
    ])
    expect((await reader.get('/console/nowhere')).status).toBe(404)
  })

  it('is told when the account has nothing to do here', async () => {
    const nobody = await rig.signIn('nina', 'actuator:execute')
    const answer = await nobody.get('/console')
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('Not for this account')
  })

  it('keeps the token to the ledger, sealed: neither the cookie nor the row tells it', async () => {
    await rig.signIn('sealed')
    const rows = await rig.database.owner<{ sealed: string; sub: string }[]>`
      SELECT sealed, sub FROM console_sessions WHERE sub = 'sealed'`
    expect(rows).toHaveLength(1)
    expect(rows[0]?.sealed).toMatch(/^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)
  })

  it('signs out here alone, or everywhere', async () => {
    const [one, two, three] = [await rig.signIn('ann'), await rig.signIn('ann'), await rig.signIn('ann')]
    const out = await one.post('/console/auth/sign-out')
    expect(out.status).toBe(303)
    const end = new URL(out.headers.get('location') ?? '')
    expect(end.origin).toBe(rig.issuer)
    expect((await one.get('/console/inbox')).status).toBe(302)
    expect((await two.get('/console/inbox')).status).toBe(200)
    await two.post('/console/auth/sign-out', { everywhere: '1' })
    expect((await three.get('/console/inbox')).status).toBe(302)
    expect(rig.lines.filter(line => line.event === 'console.sign-out')).toMatchObject([
      { everywhere: false, ended: 1, sub: 'ann' },
      { everywhere: true, ended: 2, sub: 'ann' },
    ])
  })

  it('acts from pages of the console alone', async () => {
    const ann = await rig.signIn('ann')
    const forged = await ann.post('/console/auth/sign-out', { _csrf: 'x'.repeat(ann.csrf.length) })
    const elsewhere = await ann.post('/console/auth/sign-out', {}, { origin: 'https://evil.example' })
    const nowhere = await ann.post('/console/auth/sign-out', {}, { origin: 'null' })
    expect([forged.status, elsewhere.status, nowhere.status]).toEqual([403, 403, 403])
    expect((await ann.get('/console/inbox')).status).toBe(200)
  })

  it('never leads back to another site', async () => {
    for (const address of ['https://evil.example/', '//evil.example', '/console\\@evil.example', '/api/v1/campaigns']) {
      const begun = await visit(`/console/auth/sign-in?return_to=${encodeURIComponent(address)}`)
      expect(begun.status).toBe(302)
    }
    const { ownPath } = await import('#console/auth/sign-in-routes.ts')
    expect(['https://evil.example/', '//evil.example', '/console\\@evil.example', '/consolex'].map(ownPath)).toEqual(
      Array(4).fill('/console'),
    )
    expect(ownPath('/console/inbox?a=1')).toBe('/console/inbox?a=1')
  })
})

describe('every page', () => {
  it('lets nothing in from elsewhere and is framed by nobody', async () => {
    const ann = await rig.signIn('ann')
    const { headers } = await ann.get('/console/inbox')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-frame-options')).toBe('DENY')
  })

  it('says one wide line, with neither query nor token', async () => {
    const ann = await rig.signIn('ann')
    await ann.get('/console/campaigns?q=a-secret-word')
    const line = rig.lines.filter(({ event }) => event === 'console.request').at(-1)
    expect(line).toMatchObject({
      method: 'GET',
      path: '/console/campaigns',
      status: 200,
      sub: 'ann',
      tenant_id: TENANT,
    })
    expect(JSON.stringify(rig.lines)).not.toContain('a-secret-word')
  })
})
