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

/** How a token says whose it is. */
export interface PrincipalRules {
  /** As the API's setting OIDC_CLAIM_PRINCIPAL; `principal` unless said. */
  principalClaim?: string
  /**
   * A token without that claim is a service's, as the API takes it. Only for a provider that puts the claim into every person's token:
   * where the claim has another name than is said here, every person's token lacks it.
   */
  absentIsService?: boolean
}

/**
 * What a token says of itself; whether that is true is for the API to say, which checks every call.
 * @throws NotAServiceToken it is a person's, does not say whose it is, or is no token at all
 */
export function serviceToken(token: string, rules: PrincipalRules = {}): ServiceToken {
  const { principalClaim = 'principal', absentIsService = false } = rules
  const claims = claimsOf(token)
  const principal = claims[principalClaim]
  if (principal === undefined && !absentIsService)
    throw new NotAServiceToken(
      `this token has no claim \`${principalClaim}\`, so that it may be a person's. Name the claim that says it (principalClaim, --principal-claim), or, where only people's tokens have it, say so (absentIsService, --principal-absent-is-service)`,
    )
  if (principal !== undefined && principal !== 'service')
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
