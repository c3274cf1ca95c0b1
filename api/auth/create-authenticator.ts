// Verifies bearer tokens against the issuer's keys, which may rotate at any time.
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JWKSCacheInput,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwksCache,
  jwtVerify,
} from 'jose'
import { z } from 'zod'
import { PRINCIPALS } from '#domain/actor.ts'
import { MandateError } from '#domain/errors.ts'
import { NO_TOKEN } from '../problem/problem-answer.ts'
import type { Caller } from './caller.ts'
import { rememberCallers } from './remember-callers.ts'

export interface AuthSettings {
  issuer: string
  audience: string
  /** Absent: asked from the issuer's discovery document at the first token. */
  jwksUrl?: string
  /** Names of the claims. */
  claims: { tenant: string; scope: string; principal: string; sub: string }
  /** Least time between two fetches of the keys for a key that is not among them, and after how long they are fetched anyway. */
  keys?: { cooldownMs: number; maxAgeMs: number }
}

const KEYS = { cooldownMs: 1000, maxAgeMs: 60_000 }

/** @throws MandateError UNAUTHENTICATED, or UNAVAILABLE when the issuer's keys can't be had */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>

// Asymmetric only: a shared secret would let every verifier forge.
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256']
// RFC 9068 access tokens, and plain JWTs that say so; an ID token or a command token is neither.
const TYPES = new Set(['at+jwt', 'application/at+jwt', 'jwt', 'application/jwt'])

export function createAuthenticator(settings: AuthSettings): Authenticate {
  const { keys, fetchedAt } = remoteKeys(settings)
  const memory = rememberCallers({ max: REMEMBERED, toleranceS: TOLERANCE_S })
  const options = {
    issuer: settings.issuer,
    audience: settings.audience,
    algorithms: ALGORITHMS,
    requiredClaims: ['exp'],
    clockTolerance: TOLERANCE_S,
  }
  return async authorization => {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1]
    if (authorization === undefined) throw new MandateError('UNAUTHENTICATED', NO_TOKEN)
    if (token === undefined) throw new MandateError('UNAUTHENTICATED', 'the Authorization header holds no bearer token')
    const keysOf = fetchedAt()
    const remembered = memory.recall(token, keysOf)
    if (remembered !== undefined) return remembered
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, options)
      if (!TYPES.has(protectedHeader.typ?.toLowerCase() ?? ''))
        throw new MandateError('UNAUTHENTICATED', 'the token is not an access token')
      const caller = callerOf(payload, settings.claims)
      // Other keys may have come while it was verified.
      if (keysOf !== undefined && keysOf === fetchedAt())
        memory.keep(token, { caller, keysOf, expiresAtS: payload.exp ?? 0 })
      return caller
    } catch (error) {
      throw refusal(error)
    }
  }
}

const TOLERANCE_S = 5
/** A few hundred bytes each. */
const REMEMBERED = 10_000

interface RemoteKeys {
  keys: JWTVerifyGetKey
  /** Of the keys at hand; undefined: there are none, or the next token fetches them anew. */
  fetchedAt(): number | undefined
}

/** After a rotation the first token of the new key fetches it; a second passes at least between two fetches. */
function remoteKeys({ issuer, jwksUrl, keys = KEYS }: AuthSettings): RemoteKeys {
  let set: RemoteSet | undefined = jwksUrl === undefined ? undefined : remoteSet(jwksUrl, keys)
  let discovering: Promise<RemoteSet> | undefined
  const discovered = () => {
    discovering ??= discover(issuer, keys).finally(() => {
      discovering = undefined
    })
    return discovering
  }
  return {
    async keys(header, token) {
      set ??= await discovered()
      const { remote } = set
      try {
        return await remote(header, token)
      } catch (error) {
        const last = remote.jwks()
        // The issuer is away, which says nothing against the keys we have.
        if (last !== undefined && !isAboutTheToken(error)) return createLocalJWKSet(last)(header, token)
        throw error
      }
    },
    fetchedAt: () => (set?.remote.fresh ? set.cache.uat : undefined),
  }
}

interface RemoteSet {
  remote: ReturnType<typeof createRemoteJWKSet>
  /** jose writes here what it fetched, and when. */
  cache: JWKSCacheInput
}

function remoteSet(url: string, { cooldownMs, maxAgeMs }: typeof KEYS): RemoteSet {
  const cache: JWKSCacheInput = {}
  const times = { cooldownDuration: cooldownMs, cacheMaxAge: maxAgeMs, timeoutDuration: 3000 }
  return { remote: createRemoteJWKSet(new URL(url), { ...times, [jwksCache]: cache }), cache }
}

/** @see https://openid.net/specs/openid-connect-discovery-1_0.html */
async function discover(issuer: string, keys: typeof KEYS): Promise<RemoteSet> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(3000),
  })
  if (!response.ok) throw new Error(`discovery at ${issuer} answered ${response.status}`)
  const { jwks_uri } = z.object({ jwks_uri: z.url() }).parse(await response.json())
  return remoteSet(jwks_uri, keys)
}

const TenantId = z.uuid()
/** It goes into the trail: text that Postgres takes and a reader sees whole. */
const Sub = z
  .string()
  .min(1)
  .max(255)
  .refine(sub => sub.isWellFormed() && !/\p{Cc}/u.test(sub))
const ClaimedPrincipal = z.enum(PRINCIPALS).default('service')

function callerOf(payload: JWTPayload, claims: AuthSettings['claims']): Caller {
  const tenant = TenantId.safeParse(payload[claims.tenant])
  if (!tenant.success) throw new MandateError('UNAUTHENTICATED', `the token's claim ${claims.tenant} is not a UUID`)
  const sub = Sub.safeParse(payload[claims.sub])
  if (!sub.success)
    throw new MandateError(
      'UNAUTHENTICATED',
      `the token has no claim ${claims.sub} of 1 to 255 characters, none of them a control character`,
    )
  const principal = ClaimedPrincipal.safeParse(payload[claims.principal])
  if (!principal.success) throw new MandateError('UNAUTHENTICATED', `the token's claim ${claims.principal} is unknown`)
  const scopes = new Set(scopesOf(payload[claims.scope]))
  const tenantId = tenant.data.toLowerCase()
  const actor = { sub: sub.data, principal: principal.data }
  return { actor, tenantId, scopes, reader: scopes.has('ops') ? { ops: true } : { tenantId } }
}

/** A space-separated string (RFC 8693), or the array that some providers send. */
function scopesOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ')
  return Array.isArray(claim) ? claim.filter(scope => typeof scope === 'string') : []
}

function refusal(error: unknown): MandateError {
  if (error instanceof MandateError) return error
  if (error instanceof errors.JWTExpired)
    return new MandateError('UNAUTHENTICATED', 'the token has expired', { cause: error })
  if (error instanceof errors.JWTClaimValidationFailed)
    return new MandateError('UNAUTHENTICATED', `the token's claim ${error.claim} is not accepted`, { cause: error })
  if (isAboutTheToken(error)) return new MandateError('UNAUTHENTICATED', 'the token is not valid', { cause: error })
  return new MandateError('UNAVAILABLE', 'the identity provider is not reachable just now', {
    cause: error,
    retryable: true,
  })
}

function isAboutTheToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false
  // Thrown for a timeout and for an answer of the issuer that is not a key set.
  return (
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  )
}
