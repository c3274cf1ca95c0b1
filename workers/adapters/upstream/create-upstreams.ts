// The upstream services by name, each behind its breaker.
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import type { WorkerConfig } from '../../config.ts'
import { createServiceToken } from '../service-token.ts'
import { createBreaker } from './breaker.ts'
import { createUpstream, type Upstream } from './create-upstream.ts'

export type UpstreamName = 'radar' | 'analyst' | 'visual' | 'optimizer' | 'enterprise' | 'core'

export function createUpstreams(
  config: WorkerConfig,
  { redis, prefix }: { redis: RedisConnection; prefix: string },
): Record<UpstreamName, Upstream> {
  const { OIDC_ISSUER, SERVICE_CLIENT_ID, SERVICE_CLIENT_SECRET } = config
  const token =
    OIDC_ISSUER !== undefined && SERVICE_CLIENT_ID !== undefined && SERVICE_CLIENT_SECRET !== undefined
      ? createServiceToken({
          issuer: OIDC_ISSUER,
          clientId: SERVICE_CLIENT_ID,
          clientSecret: SERVICE_CLIENT_SECRET,
        })
      : async () => undefined
  const upstream = (name: UpstreamName, baseUrl: string, timeoutMs = config.STAGE_TIMEOUT_MS) =>
    createUpstream({
      name,
      baseUrl,
      timeoutMs,
      token,
      breaker: createBreaker({
        name,
        redis,
        prefix,
        failures: config.BREAKER_FAILURES,
        openMs: config.BREAKER_OPEN_MS,
      }),
    })
  return {
    radar: upstream('radar', config.SERVICE_RADAR_URL),
    analyst: upstream('analyst', config.SERVICE_ANALYST_URL),
    visual: upstream('visual', config.SERVICE_VISUAL_URL),
    optimizer: upstream('optimizer', config.SERVICE_OPTIMIZER_URL),
    enterprise: upstream('enterprise', config.SERVICE_ENTERPRISE_URL),
    core: upstream('core', config.SERVICE_CORE_URL, config.CORE_TIMEOUT_MS),
  }
}
