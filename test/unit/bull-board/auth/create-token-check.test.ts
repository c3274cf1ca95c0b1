import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTokenCheck } from '#bull-board/auth/create-token-check.ts'

const issuer = 'https://id.example.com'
const pair = await generateKeyPair('EdDSA')
const other = await generateKeyPair('EdDSA')
const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'EdDSA' }] })
const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(jwks))
let jwksUrl: string

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
})
afterAll(() => server.close())

const check = (token: string, url = jwksUrl) => {
  const claims = { sub: 'sub', scope: 'scope', principal: 'principal' }
  const settings = { issuer, audience: 'mandate', jwksUrl: url, claims, scopes: ['ops', 'ops:admin'] }
  return createTokenCheck(settings, () => Promise.reject(new Error('not asked')))(token)
}

interface Made {
  claims?: Record<string, unknown>
  typ?: string
  exp?: string
  key?: CryptoKey
}

const token = ({ claims = {}, typ = 'at+jwt', exp = '1h', key = pair.privateKey }: Made = {}) =>
  new SignJWT({ iss: issuer, aud: 'mandate', sub: 'olga', scope: 'campaigns:read ops', ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k', typ })
    .setExpirationTime(exp)
    .sign(key)

it.each([
  ['a string', 'campaigns:read ops'],
  ['an array', ['campaigns:read', 'ops']],
])('accepts an access token whose scopes are %s with ops among them', async (_, scope) => {
  expect(await check(await token({ claims: { scope } }))).toMatchObject({
    verdict: 'ops',
    operator: { sub: 'olga', principal: 'service', scopes: ['ops'] },
  })
})

it('knows a person from a program, and the scopes that matter on the board', async () => {
  const claims = { principal: 'human', scope: 'ops:admin else ops' }
  expect(await check(await token({ claims }))).toMatchObject({
    operator: { sub: 'olga', principal: 'human', scopes: ['ops:admin', 'ops'] },
  })
})

it.each([
  ['another scope', 'campaigns:read'],
  ['a longer word', 'ops:none devops'],
  ['nothing', undefined],
])('says who it is when the scope is %s', async (_, scope) => {
  expect(await check(await token({ claims: { scope } }))).toEqual({ verdict: 'no-ops', sub: 'olga' })
})

it.each<[string, Made]>([
  ['expired', { exp: '-1h' }],
  ['of another issuer', { claims: { iss: 'https://else.example.com' } }],
  ['for another audience', { claims: { aud: 'else' } }],
  ['not valid yet', { claims: { nbf: Math.floor(Date.now() / 1000) + 3600 } }],
  ['an ID token', { typ: 'id+jwt' }],
  ['without a subject', { claims: { sub: '' } }],
  ['with a subject that no trail could hold', { claims: { sub: 'o\u0000lga' } }],
  ['of neither person nor program', { claims: { principal: 'robot' } }],
  ['signed by somebody else', { key: other.privateKey }],
])('refuses one that is %s', async (_, made) => {
  expect(await check(await token(made))).toMatchObject({ verdict: 'bad' })
})

it('refuses an unsigned one', async () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = { iss: issuer, aud: 'mandate', sub: 'olga', scope: 'ops', exp: 99_999_999_999 }
  expect(await check(`${part({ alg: 'none', typ: 'at+jwt' })}.${part(body)}.`)).toMatchObject({ verdict: 'bad' })
})

it('says nothing of a token while the keys cannot be had', async () => {
  expect(await check(await token(), 'http://127.0.0.1:1/jwks')).toMatchObject({ verdict: 'unknown' })
})
