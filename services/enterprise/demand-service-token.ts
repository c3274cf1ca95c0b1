// Lets only services of ours ask for commands: their bearer token is verified against the identity provider's JWKS.
import type { MiddlewareHandler } from 'hono'
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import { CommandRequest } from '#contracts/upstream/enterprise.ts'
import { parseBody } from '#services/kernel/parse-body.ts'
import { isInProcess } from '#services/kernel/request-facts.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const TOKEN_ERRORS = [
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
]
const DISCOVERY_TIMEOUT_MS = 3000
type KeySet = ReturnType<typeof createRemoteJWKSet>
/** A token of a service that works for every tenant names none, or this. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000'

/** Middleware for `POST /commands`: 401 without a valid token, 403 unless it is a service's that may speak for the tenant asked for. */
export function demandServiceToken(issuer: string, audience: string): MiddlewareHandler {
  let found: Promise<KeySet> | undefined
  const keySet = async () => {
    found ??= discover(issuer)
    try {
      return await found
    } catch (cause) {
      // The next request asks again: the provider may have come up by then.
      found = undefined
      throw providerAway(cause)
    }
  }
  return async (c, next) => {
    // The service's own self-check; no caller over the wire can be in process.
    if (isInProcess(c)) return next()
    const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (token === undefined) throw unauthorized('a bearer token of a service is needed')
    const claims = await verified(token, await keySet(), issuer, audience)
    if ((claims.principal ?? 'service') !== 'service') {
      throw new ServiceProblem(403, 'SERVICE_REQUIRED', 'commands are issued to services, not to people')
    }
    const { tenant_id } = await parseBody(c, CommandRequest)
    const own = claims.tenant_id ?? NO_TENANT
    if (own !== NO_TENANT && own !== tenant_id) {
      throw new ServiceProblem(403, 'TENANT_MISMATCH', 'this token speaks for another tenant')
    }
    return next()
  }
}

async function verified(token: string, keySet: KeySet, issuer: string, audience: string): Promise<JWTPayload> {
  try {
    const options = { issuer, audience, algorithms: ALGORITHMS, typ: 'at+jwt', requiredClaims: ['exp', 'sub'] }
    return (await jwtVerify(token, keySet, options)).payload
  } catch (cause) {
    // Anything else tells of the provider, not of the token: it may not be called invalid.
    if (!TOKEN_ERRORS.some(kind => cause instanceof kind)) throw providerAway(cause)
    throw unauthorized('the bearer token is not valid', cause)
  }
}

async function discover(issuer: string): Promise<KeySet> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(url, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  const { jwks_uri } = z.object({ jwks_uri: z.url() }).parse(await response.json())
  return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: DISCOVERY_TIMEOUT_MS })
}

function providerAway(cause: unknown): ServiceProblem {
  return new ServiceProblem(503, 'IDENTITY_PROVIDER_UNAVAILABLE', 'the identity provider does not answer', {
    headers: { 'retry-after': '2' },
    cause,
  })
}

function unauthorized(detail: string, cause?: unknown): ServiceProblem {
  return new ServiceProblem(401, 'UNAUTHORIZED', detail, { headers: { 'www-authenticate': 'Bearer' }, cause })
}
