import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import { currentKey, loadKeys, type SigningAlgorithm } from '#dev/idp/key-store.ts'
import { defaultScope } from '#dev/idp/scopes.ts'

/** Whose token: the provider whose keys lie in `keysDir`. */
export interface TokenIssuer {
  readonly keysDir: string
  readonly issuer: string
  readonly audience: string
}

export interface TokenRequest {
  readonly tenant: string
  readonly sub?: string
  /** Space-separated; default everything but `ops` and `sessions:restricted`. */
  readonly scope?: string
  readonly ttlS?: number
  readonly principal?: 'human' | 'service'
  readonly algorithm?: SigningAlgorithm
}

/** An access token as the provider would give it out (RFC 9068), signed with its current key. */
export async function signToken(issuer: TokenIssuer, request: TokenRequest): Promise<string> {
  const key = currentKey(await loadKeys(issuer.keysDir), request.algorithm)
  const { principal = 'human' } = request
  const nowS = Math.floor(Date.now() / 1000)
  return new SignJWT({
    tenant_id: request.tenant,
    scope: request.scope ?? defaultScope,
    principal,
    client_id: 'mandate-dev-cli',
  })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt' })
    .setIssuer(issuer.issuer)
    .setAudience(issuer.audience)
    .setSubject(request.sub ?? `local-${principal}`)
    .setJti(randomUUID())
    .setIssuedAt(nowS)
    .setNotBefore(nowS)
    .setExpirationTime(nowS + (request.ttlS ?? 3600))
    .sign(await importJWK(key, key.alg))
}
