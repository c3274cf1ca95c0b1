// An identity provider as small as can be: a key set behind HTTP, and tokens of any shape.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export const TENANT_A = '11111111-1111-4111-8111-111111111111'
export const TENANT_B = '22222222-2222-4222-8222-222222222222'
export const ALL_SCOPES =
  'campaigns:read campaigns:write actions:read actions:propose actions:approve actuator:execute sessions:read sessions:write tenant:admin'

export interface TokenShape {
  tenant?: unknown
  sub?: string
  scope?: unknown
  principal?: string
  alg?: string
  typ?: string | null
  issuer?: string
  audience?: string
  expiresInS?: number
  notBeforeInS?: number
  key?: CryptoKey | Uint8Array
}

export interface TestIssuer {
  url: string
  jwksUrl: string
  /** Requests for the key set. */
  fetches(): number
  token(shape?: TokenShape): Promise<string>
  rotate(alg?: string): Promise<void>
  /** The key set is answered with 500 until the next call. */
  fail(failing: boolean): void
  close(): Promise<void>
}

export async function startTestIssuer(): Promise<TestIssuer> {
  let keys: { jwk: JWK; privateKey: CryptoKey }[] = [await makeKey('EdDSA', 'k0')]
  let fetches = 0
  let failing = false
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (failing) return answer(500, {})
    if (request.url !== '/jwks') return answer(200, { issuer: url, jwks_uri: `${url}/jwks` })
    fetches++
    return answer(200, { keys: keys.map(key => key.jwk) })
  })
  const url = await listen(server)
  return {
    url,
    jwksUrl: `${url}/jwks`,
    fetches: () => fetches,
    fail: value => {
      failing = value
    },
    async rotate(alg = 'EdDSA') {
      keys = [await makeKey(alg, `k${Math.random().toString(36).slice(2)}`)]
    },
    async token(shape = {}) {
      const [current] = keys
      if (current === undefined) throw new Error('no key')
      const nowS = Math.floor(Date.now() / 1000)
      const { typ = 'at+jwt', alg = current.jwk.alg ?? 'EdDSA', tenant = TENANT_A, scope = ALL_SCOPES } = shape
      const { principal = 'human' } = shape
      return new SignJWT({ tenant_id: tenant, scope, principal })
        .setProtectedHeader({ alg, ...(typ === null ? {} : { typ }), kid: current.jwk.kid ?? '' })
        .setIssuer(shape.issuer ?? url)
        .setAudience(shape.audience ?? 'mandate')
        .setSubject(shape.sub ?? 'ada')
        .setIssuedAt(nowS)
        .setNotBefore(nowS + (shape.notBeforeInS ?? 0))
        .setExpirationTime(nowS + (shape.expiresInS ?? 600))
        .sign(shape.key ?? current.privateKey)
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

async function makeKey(alg: string, kid: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }, privateKey }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
