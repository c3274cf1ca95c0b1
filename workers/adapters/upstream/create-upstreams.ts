// The upstream services by name, each behind its breaker.
import type { UpstreamName } from '#queues/breaker-key.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import type { WorkerConfig } from '../../config.ts'
import type { OwnToken } from '../own-token.ts'
import { createBreaker } from './breaker.ts'
import { createUpstream, type Upstream } from './create-upstream.ts'

export function createUpstreams(
  config: WorkerConfig,
  { redis, prefix, token }: { redis: RedisConnection; prefix: string; token: OwnToken },
): Record<UpstreamName, Upstream> {
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
    builder: upstream('builder', config.SERVICE_BUILDER_URL, config.BUILD_TIMEOUT_MS),
    guard: upstream('guard', config.SERVICE_GUARD_URL, config.GUARD_TIMEOUT_MS),
  }
}
