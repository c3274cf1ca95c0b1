// Whether an access token is good for the board: of our issuer, for us, in force, with scope `ops`.
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { PRINCIPALS } from '#domain/actor.ts'
import type { DiscoverIssuer } from '#sign-in/discover-issuer.ts'
import type { Operator } from './operator.ts'

export interface TokenCheckSettings {
  issuer: string
  audience: string
  /** Absent: as the issuer's discovery document says. */
  jwksUrl?: string | undefined
  claims: { sub: string; scope: string; principal: string }
  /** The scopes that make a difference here. */
  scopes: readonly string[]
}

export type TokenVerdict =
  | { verdict: 'ops'; operator: Omit<Operator, 'by'>; expiresAt: Date }
  /** A good token of somebody who may not look at the board. */
  | { verdict: 'no-ops'; sub: string }
  | { verdict: 'bad'; why: string }
  /** The issuer's keys can't be had: nothing is said of the token. */
  | { verdict: 'unknown'; cause: unknown }

export type TokenCheck = (token: string) => Promise<TokenVerdict>

// Asymmetric only: a shared secret would let every verifier forge.
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256']
// RFC 9068 access tokens, and plain JWTs that say so; an ID token or a command token is neither.
const TYPES = new Set(['at+jwt', 'application/at+jwt', 'jwt', 'application/jwt'])

/** It goes into the trail: text that Postgres takes and a reader sees whole. */
const Sub = z
  .string()
  .min(1)
  .max(255)
  .refine(sub => sub.isWellFormed() && !/\p{Cc}/u.test(sub))
// As the API takes it.
const ClaimedPrincipal = z.enum(PRINCIPALS).default('service')

export function createTokenCheck(settings: TokenCheckSettings, discover: DiscoverIssuer): TokenCheck {
  const keys = issuerKeys(settings, discover)
  const { issuer, audience, claims } = settings
  const options = { issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['exp'], clockTolerance: 5 }
  return async token => {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, options)
      if (!TYPES.has(protectedHeader.typ?.toLowerCase() ?? ''))
        return { verdict: 'bad', why: 'it is not an access token' }
      const sub = Sub.safeParse(payload[claims.sub])
      if (!sub.success) return { verdict: 'bad', why: `it has no claim ${claims.sub}` }
      const principal = ClaimedPrincipal.safeParse(payload[claims.principal])
      if (!principal.success) return { verdict: 'bad', why: `its claim ${claims.principal} is unknown` }
      const scopes = scopesOf(payload[claims.scope]).filter(scope => settings.scopes.includes(scope))
      if (!scopes.includes('ops')) return { verdict: 'no-ops', sub: sub.data }
      const operator = { sub: sub.data, principal: principal.data, scopes }
      return { verdict: 'ops', operator, expiresAt: new Date((payload.exp ?? 0) * 1000) }
    } catch (error) {
      return isAboutTheToken(error) ? { verdict: 'bad', why: whyBad(error) } : { verdict: 'unknown', cause: error }
    }
  }
}

/** After a rotation the first token of the new key fetches it; a second passes at least between two fetches. */
function issuerKeys({ jwksUrl }: TokenCheckSettings, discover: DiscoverIssuer): JWTVerifyGetKey {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined
  return async (header, token) => {
    keys ??= createRemoteJWKSet(new URL(jwksUrl ?? (await discover()).serverMetadata().jwks_uri ?? ''), {
      cooldownDuration: 1000,
      cacheMaxAge: 60_000,
      timeoutDuration: 3000,
    })
    return keys(header, token)
  }
}

/** A space-separated string (RFC 8693), or the array that some providers send. */
function scopesOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ')
  return Array.isArray(claim) ? claim.filter(scope => typeof scope === 'string') : []
}

function isAboutTheToken(error: unknown): error is errors.JOSEError {
  if (!(error instanceof errors.JOSEError)) return false
  // Thrown for a timeout and for an answer of the issuer that is not a key set.
  return (
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  )
}

function whyBad(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'it has expired'
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim ${error.claim} is not accepted`
  return 'it is not valid'
}
