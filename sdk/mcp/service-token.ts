// Agents act as services: a person's token would let a program say what only a person may.
import { decodeJwt } from 'jose'

export interface ServiceToken {
  sub: string
  scopes: string[]
  /** Seconds since the epoch. */
  expiresAt: number
}

export class NotAServiceToken extends Error {
  override readonly name = 'NotAServiceToken'
}

/**
 * What a token says of itself; whether that is true is for the API to say, which checks every call.
 * @param principalClaim as the API's setting OIDC_CLAIM_PRINCIPAL; absent from the token means `service`
 * @throws NotAServiceToken it is a person's, or no token at all
 */
export function serviceToken(token: string, principalClaim = 'principal'): ServiceToken {
  const claims = claimsOf(token)
  const principal = claims[principalClaim] ?? 'service'
  if (principal !== 'service')
    throw new NotAServiceToken(
      'this is a token of a person. Agents need one of their own, with principal `service`: what they propose, a person decides',
    )
  const scope = claims.scope
  const scopes = typeof scope === 'string' ? scope.split(' ') : Array.isArray(scope) ? scope.map(String) : []
  return { sub: claims.sub ?? '', scopes, expiresAt: claims.exp ?? 0 }
}

function claimsOf(token: string) {
  try {
    return decodeJwt(token)
  } catch (cause) {
    throw new NotAServiceToken('this is no bearer token (a JWT)', { cause })
  }
}
