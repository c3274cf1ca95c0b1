// Lets only services of ours ask for commands: their bearer token is verified against the identity provider's JWKS.
import type { Context } from 'hono'
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import { isInProcess } from '#services/kernel/request-facts.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const DISCOVERY_TIMEOUT_MS = 3000
/** A token of a service that works for every tenant names none, or this. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000'

/** Throws unless the caller is a service that may speak for `tenantId`; the service's own self-check may. */
export type DemandServiceToken = (c: Context, tenantId: string) => Promise<void>

export const demandNothing: DemandServiceToken = async () => {}

export function createDemandServiceToken(issuer: string, audience: string): DemandServiceToken {
  let found: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined
  const keySet = async () => {
    found ??= discover(issuer)
    try {
      return await found
    } catch (cause) {
      // The next request asks again: the provider may have come up by then.
      found = undefined
      throw new ServiceProblem(503, 'IDENTITY_PROVIDER_UNAVAILABLE', 'the identity provider does not answer', {
        headers: { 'retry-after': '2' },
        cause,
      })
    }
  }
  return async (c, tenantId) => {
    if (isInProcess(c)) return
    const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (token === undefined) throw unauthorized('a bearer token of a service is needed')
    const claims = await verified(token, await keySet(), issuer, audience)
    if ((claims.principal ?? 'service') !== 'service') {
      throw new ServiceProblem(403, 'SERVICE_REQUIRED', 'commands are issued to services, not to people')
    }
    const own = claims.tenant_id ?? NO_TENANT
    if (own !== NO_TENANT && own !== tenantId) {
      throw new ServiceProblem(403, 'TENANT_MISMATCH', 'this token speaks for another tenant')
    }
  }
}

async function verified(
  token: string,
  keySet: ReturnType<typeof createRemoteJWKSet>,
  issuer: string,
  audience: string,
): Promise<JWTPayload> {
  try {
    const options = { issuer, audience, algorithms: ALGORITHMS, typ: 'at+jwt', requiredClaims: ['exp', 'sub'] }
    return (await jwtVerify(token, keySet, options)).payload
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError) || cause instanceof errors.JWKSTimeout) throw cause
    throw unauthorized('the bearer token is not valid', cause)
  }
}

async function discover(issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(url, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  const { jwks_uri } = z.object({ jwks_uri: z.url() }).parse(await response.json())
  return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: DISCOVERY_TIMEOUT_MS })
}

function unauthorized(detail: string, cause?: unknown): ServiceProblem {
  return new ServiceProblem(401, 'UNAUTHORIZED', detail, { headers: { 'www-authenticate': 'Bearer' }, cause })
}
