import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { listening, postJson } from '../kernel/listening.ts'
import { enterprise } from './enterprise-world.ts'

const TENANT = randomUUID()
const COMMAND = {
  tenant_id: TENANT,
  action_id: randomUUID(),
  platform: 'MOCK',
  digest: 'd'.repeat(64),
  payload: { content_text: 'hello' },
  governance_hash: 'g',
}

/** An identity provider with one key, and Enterprise trusting it. */
async function trustedWorld() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }
  const provider = new Hono()
  const issuer = await listening(provider)
  provider.get('/.well-known/openid-configuration', c => c.json({ issuer, jwks_uri: `${issuer}/jwks` }))
  provider.get('/jwks', c => c.json({ keys: [jwk] }))
  const { url } = await enterprise({ OIDC_ISSUER: issuer })

  const token = (claims: Record<string, unknown> = {}, typ = 'at+jwt', expiresIn = '5m', audience = 'mandate') =>
    new SignJWT({ tenant_id: TENANT, principal: 'service', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject('worker')
      .setIssuedAt()
      .setExpirationTime(expiresIn)
      .sign(privateKey)
  const ask = async (bearer: string | undefined, headers: Record<string, string> = {}) =>
    postJson(
      `${url}/commands`,
      COMMAND,
      bearer === undefined ? headers : { authorization: `Bearer ${bearer}`, ...headers },
    )
  return { url, token, ask }
}

describe('POST /commands behind an identity provider', () => {
  it('answers a service of the tenant, and one that belongs to no tenant', async () => {
    const { ask, token } = await trustedWorld()
    for (const claims of [{}, { principal: undefined }, { tenant_id: undefined }]) {
      expect(await (await ask(await token(claims))).json()).toMatchObject({ status: 'ISSUED' })
    }
  })

  it('refuses everybody else', async () => {
    const { ask, token } = await trustedWorld()
    const statuses = {
      none: (await ask(undefined)).status,
      garbage: (await ask('a.b.c')).status,
      expired: (await ask(await token({}, 'at+jwt', '-1m'))).status,
      otherType: (await ask(await token({}, 'id+jwt'))).status,
      otherAudience: (await ask(await token({}, 'at+jwt', '5m', 'else'))).status,
      person: (await ask(await token({ principal: 'human' }))).status,
      otherTenant: (await ask(await token({ tenant_id: randomUUID() }))).status,
    }
    expect(statuses).toEqual({
      none: 401,
      garbage: 401,
      expired: 401,
      otherType: 401,
      otherAudience: 401,
      person: 403,
      otherTenant: 403,
    })
  })

  it('replays no kept command to a caller without a token', async () => {
    const { ask, token } = await trustedWorld()
    const key = { 'idempotency-key': 'once' }
    expect((await ask(await token(), key)).status).toBe(200)
    expect((await ask(undefined, key)).status).toBe(401)
  })

  it('checks itself all the same', async () => {
    const { url } = await trustedWorld()
    expect(await (await postJson(`${url}/test`, {})).json()).toMatchObject({ ok: true })
  })
})

it('with the identity provider away it answers 503, and works when it is back', async () => {
  const provider = new Hono()
  const issuer = await listening(provider)
  let up = false
  provider.get('/.well-known/openid-configuration', c =>
    up ? c.json({ jwks_uri: `${issuer}/jwks` }) : c.text('starting', 500),
  )
  provider.get('/jwks', c => c.json({ keys: [] }))
  const { url } = await enterprise({ OIDC_ISSUER: issuer })
  const { privateKey } = await generateKeyPair('ES256')
  const bearer = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'at+jwt' }).sign(privateKey)
  const ask = () => postJson(`${url}/commands`, COMMAND, { authorization: `Bearer ${bearer}` })
  const away = await ask()
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '2'])
  up = true
  expect((await ask()).status).toBe(401)
})
