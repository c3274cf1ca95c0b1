// Which upstreams are left alone just now: what all workers go by, in Redis.

import { breakerKey, UPSTREAM_NAMES, type UpstreamName } from '#queues/breaker-key.ts'
import { inTime } from '#queues/in-time.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'

export type OpenBreakers = () => Promise<{ upstream: UpstreamName; until: string }[] | 'redis is away'>

const DEADLINE_MS = 2000

export function openBreakers(redis: RedisConnection, prefix: string): OpenBreakers {
  return async () => {
    if (redis.status !== 'ready') return 'redis is away'
    // One by one: in a cluster the keys lie on different nodes.
    const asked = Promise.all(UPSTREAM_NAMES.map(name => redis.get(breakerKey(prefix, name))))
    const found = await inTime(
      asked.catch(() => undefined), // Redis went away in between, which is what is said then
      DEADLINE_MS,
      () => undefined,
    )
    if (found === undefined) return 'redis is away'
    const now = Date.now()
    return UPSTREAM_NAMES.flatMap((upstream, index) => {
      const until = Number(found[index] ?? 0)
      return until > now ? [{ upstream, until: new Date(until).toISOString() }] : []
    })
  }
}
