import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Authenticate, createAuthenticator } from '#api/auth/create-authenticator.ts'
import { startTestIssuer, TENANT_A, type TestIssuer, type TokenShape } from '#test/support/test-issuer.ts'

let issuer: TestIssuer
let authenticate: Authenticate
const claims = { sub: 'sub', tenant: 'tenant_id', scope: 'scope', principal: 'principal' }
const fresh = (keys?: { cooldownMs: number; maxAgeMs: number }) =>
  createAuthenticator({ issuer: issuer.url, audience: 'mandate', claims, ...(keys && { keys }) })

beforeAll(async () => {
  issuer = await startTestIssuer()
  authenticate = fresh()
})
afterAll(() => issuer.close())

describe('a token', () => {
  it('makes a caller of its claims', async () => {
    const known = await authenticate(`Bearer ${await issuer.token({ scope: 'campaigns:read actions:read' })}`)
    expect(known).toEqual({
      actor: { sub: 'ada', principal: 'human' },
      tenantId: TENANT_A,
      scopes: new Set(['campaigns:read', 'actions:read']),
      reader: { tenantId: TENANT_A },
    })
  })

  it('with scope ops reads all tenants', async () => {
    expect((await authenticate(`Bearer ${await issuer.token({ scope: 'ops' })}`)).reader).toEqual({ ops: true })
  })

  it('without a principal is a service', async () => {
    const { actor } = await authenticate(`Bearer ${await issuer.token({ principal: undefined as never })}`)
    expect(actor.principal).toBe('human') // the issuer's own default; the next line takes the claim away
    const renamed = createAuthenticator({
      issuer: issuer.url,
      audience: 'mandate',
      claims: { ...claims, principal: 'other' },
    })
    expect((await renamed(`Bearer ${await issuer.token()}`)).actor.principal).toBe('service')
  })

  it.each<[string, TokenShape]>([
    ['that has expired', { expiresInS: -60 }],
    ['that is not good yet', { notBeforeInS: 60 }],
    ['of another issuer', { issuer: 'https://elsewhere.example' }],
    ['for another audience', { audience: 'someone-else' }],
    ['that is an ID token by its type', { typ: 'id_token+jwt' }],
    ['without a type', { typ: null }],
    ['whose tenant is not a UUID', { tenant: 'acme' }],
    ['whose tenant is missing', { tenant: null }],
    ['whose sub has a control character', { sub: 'ada\u001f' }],
    ['of an unknown principal', { principal: 'robot' }],
    ['signed with a shared secret', { alg: 'HS256', key: new Uint8Array(32) }],
  ])('%s is refused with 401', async (_, shape) => {
    await expect(authenticate(`Bearer ${await issuer.token(shape)}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it.each([
    undefined,
    '',
    'Basic YTpi',
    'Bearer',
    'Bearer x',
    'Bearer a.b.c',
    'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.',
  ])('that is not one (%j) is refused with 401', async header => {
    await expect(authenticate(header)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('of a key that nobody published is refused with 401', async () => {
    const { privateKey } = await generateKeyPair('EdDSA')
    await expect(authenticate(`Bearer ${await issuer.token({ key: privateKey })}`)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })
})

describe('the issuer', () => {
  it('may rotate its keys, and change the algorithm, without a restart of ours', async () => {
    const own = fresh({ cooldownMs: 0, maxAgeMs: 60_000 })
    await own(`Bearer ${await issuer.token()}`)
    for (const alg of ['ES256', 'PS256', 'EdDSA']) {
      await issuer.rotate(alg)
      await expect(own(`Bearer ${await issuer.token()}`)).resolves.toMatchObject({ tenantId: TENANT_A })
    }
  })

  it('having withdrawn a key, what it signed is refused, though it was good a moment ago', async () => {
    const own = fresh({ cooldownMs: 0, maxAgeMs: 60_000 })
    const former = `Bearer ${await issuer.token()}`
    for (let time = 0; time < 3; time++) await own(former)
    await issuer.rotate('EdDSA')
    await own(`Bearer ${await issuer.token()}`)
    await expect(own(former)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('is asked for its keys once for many tokens', async () => {
    const own = fresh()
    const token = await issuer.token()
    const before = issuer.fetches()
    await Promise.all(Array.from({ length: 20 }, () => own(`Bearer ${token}`)))
    expect(issuer.fetches() - before).toBe(1)
  })

  it('being away later leaves the keys that are known good', async () => {
    const own = fresh({ cooldownMs: 0, maxAgeMs: 0 })
    const token = `Bearer ${await issuer.token()}`
    await own(token)
    issuer.fail(true)
    await expect(own(token)).resolves.toMatchObject({ tenantId: TENANT_A })
    issuer.fail(false)
  })

  it('being away before its keys are known is 503, not 401', async () => {
    issuer.fail(true)
    await expect(fresh()(`Bearer ${await issuer.token()}`)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryable: true,
    })
    issuer.fail(false)
  })
})
