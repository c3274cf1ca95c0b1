import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createIdp } from '#dev/idp/create-idp.ts'
import { signToken } from '#dev/idp/sign-token.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'

const tenant = '01930000-0000-7000-8000-000000000001'
let dataDir: string
let issuer: string
let server: Server

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'mandate-idp-'))
  const port = await findFreeBase(1)
  issuer = `http://127.0.0.1:${port}`
  await start(port)
})
afterEach(() => {
  stop()
  rmSync(dataDir, { recursive: true })
})

async function start(port: number) {
  server = await createIdp({
    PORT: port,
    HOST: '127.0.0.1',
    dataDir,
    issuer,
    OIDC_AUDIENCE: 'mandate',
    SERVICE_CLIENT_ID: 'services',
    SERVICE_CLIENT_SECRET: 'a secret of services',
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
}

function stop() {
  server.close()
  server.closeAllConnections()
}

/** As the API would: from discovery alone, without a cache. */
async function verify(token: string) {
  const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as { jwks_uri: string }
  const keys = createRemoteJWKSet(new URL(discovery.jwks_uri), { cooldownDuration: 0 })
  return jwtVerify(token, keys, { issuer, audience: 'mandate', typ: 'at+jwt', algorithms: ['EdDSA', 'ES256'] })
}

async function askForServiceToken(form: Record<string, string>, secret = 'a secret of services') {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`services:${encodeURIComponent(secret)}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  })
  return { status: response.status, body: (await response.json()) as { access_token: string; error?: string } }
}

const local = () => ({ keysDir: dataDir, issuer, audience: 'mandate' })
const rotate = (query = '', headers = {}) => fetch(`${issuer}/_dev/rotate${query}`, { method: 'POST', headers })

describe('the local identity provider', () => {
  it('gives a service a token of type at+jwt with the scope it asked for, valid now', async () => {
    const { body } = await askForServiceToken({ scope: 'campaigns:read actuator:execute' })
    const { payload, protectedHeader } = await verify(body.access_token)
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' })
    expect(payload).toMatchObject({
      sub: 'services',
      principal: 'service',
      scope: 'campaigns:read actuator:execute',
      aud: 'mandate',
    })
    expect(payload.nbf).toBeLessThanOrEqual(Date.now() / 1000)
    expect(payload).not.toHaveProperty('tenant_id')
  })

  it('gives a service a token of one tenant when it asks for one', async () => {
    const { body } = await askForServiceToken({ scope: 'actions:read', tenant_id: tenant })
    expect((await verify(body.access_token)).payload).toMatchObject({ tenant_id: tenant })
  })

  it('refuses a wrong secret and an unknown resource', async () => {
    expect(await askForServiceToken({}, 'guessed')).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(await askForServiceToken({ resource: 'urn:other' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_target' },
    })
  })

  it('publishes no private part of a key', async () => {
    const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: object[] }
    expect(keys.length).toBe(2)
    for (const key of keys) expect(key).not.toHaveProperty('d')
  })

  it.each(['EdDSA', 'ES256'] as const)('accepts a token signed from the keys on disk with %s', async algorithm => {
    const { payload, protectedHeader } = await verify(await signToken(local(), { tenant, sub: 'alice', algorithm }))
    expect(protectedHeader.alg).toBe(algorithm)
    expect(payload).toMatchObject({ tenant_id: tenant, sub: 'alice', principal: 'human' })
    expect(payload.scope).not.toMatch(/\bops\b|sessions:restricted/)
  })

  it('keeps former tokens valid over a rotation, signs new ones with the new key, and retires when told', async () => {
    const former = await signToken(local(), { tenant })
    expect((await rotate()).status).toBe(200)
    await verify(former)
    const { body } = await askForServiceToken({ scope: 'ops' })
    const kid = (await verify(body.access_token)).protectedHeader.kid
    expect(kid).not.toBe((await verify(former)).protectedHeader.kid)
    expect((await verify(await signToken(local(), { tenant }))).protectedHeader.kid).toBe(kid)
    await rotate('?retire=1')
    await expect(verify(former)).rejects.toThrow(/no applicable key/)
    await expect(verify(body.access_token)).rejects.toThrow(/no applicable key/)
    await verify(await signToken(local(), { tenant }))
  })

  it('has the same keys after a restart', async () => {
    const former = await signToken(local(), { tenant })
    stop()
    await start(Number(new URL(issuer).port))
    await verify(former)
  })

  it('signs a person in with the scopes typed on its page, out of those asked for, also over a rotation', async () => {
    const { code, verifier } = await signIn({ tenant, name: 'olga', scope: 'ops' }, 'openid ops actions:read')
    await rotate()
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'mandate-board',
        redirect_uri,
        code,
        code_verifier: verifier,
      }),
    })
    const { access_token } = (await response.json()) as { access_token: string }
    expect((await verify(access_token)).payload).toMatchObject({
      sub: 'olga',
      tenant_id: tenant,
      principal: 'human',
      scope: 'ops',
    })
  })

  it('shows the page again when the tenant is none', async () => {
    await expect(signIn({ tenant: 'mine', name: 'olga', scope: 'ops' }, 'openid ops')).rejects.toThrow(/422.*tenant/s)
  })

  it('rotates for nobody who comes from a web page', async () => {
    expect((await rotate('', { origin: 'http://evil.example' })).status).toBe(403)
    expect((await fetch(`${issuer}/_dev/rotate`)).status).toBe(405)
  })
})

const redirect_uri = 'http://127.0.0.1:4567/auth/callback'

/** What a browser does between the board's sign-in button and its callback. */
async function signIn(form: Record<string, string>, scope: string) {
  const verifier = randomBytes(32).toString('base64url')
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  const query = {
    client_id: 'mandate-board',
    response_type: 'code',
    redirect_uri,
    scope,
    code_challenge,
    code_challenge_method: 'S256',
    state: 's',
  }
  const cookies = new Map<string, string>()
  const visit = async (url: string, init: RequestInit = {}): Promise<string> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(url, issuer), { ...init, redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    const location = response.headers.get('location')
    if (!location) throw new Error(`${response.status} ${await response.text()}`)
    return location
  }
  const page = await visit(`/auth?${new URLSearchParams(query)}`)
  const back = await visit(page, { method: 'POST', body: new URLSearchParams(form) })
  const callback = new URL(await visit(back))
  return { code: callback.searchParams.get('code') ?? callback.href, verifier }
}
