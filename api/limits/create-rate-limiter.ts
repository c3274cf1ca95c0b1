// Requests per tenant, counted over all processes in Redis; while Redis is away, in each process.

import { type IRateLimiterRes, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { type Item, serializeList } from 'structured-headers'
import { MandateError } from '#domain/errors.ts'
import { inTime } from '#queues/in-time.ts'
import type { Rate } from '#queues/rate.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'

/**
 * Takes one request from the tenant's budget.
 * @returns the RateLimit fields of the answer; nothing is awaited while the process still has a share of the budget
 * @throws MandateError RATE_LIMITED
 */
export type SpendRate = (tenantId: string) => RateFields | Promise<RateFields>
export type RateFields = Record<string, string>

/** A hundredth of the budget at a time is fetched from Redis, so that a request seldom costs a call. */
const SHARES = 100
/** After which Redis, or the node of a cluster that keeps a tenant's count, is taken for away. */
const TIMEOUT_MS = 250

export function createRateLimiter(redis: RedisConnection, prefix: string, rate: Rate): SpendRate {
  const share = Math.max(1, Math.floor(rate.count / SHARES))
  const options = { points: rate.count, duration: rate.seconds, keyPrefix: `${prefix}:rate` }
  const own = new RateLimiterMemory(options)
  const shared = new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: own,
  })
  const limiter = counted(shared, own)
  const shares = new Map<string, Share>()
  const policy = { 'ratelimit-policy': field({ q: rate.count, w: rate.seconds }) }

  const fetching = new Map<string, Promise<Share>>()
  const fetchShare = (tenantId: string): Promise<Share> => {
    const running = fetching.get(tenantId)
    if (running !== undefined) return running
    const fetched = consume(limiter, tenantId, share, policy)
      .then(taken => {
        if (shares.size > 10_000) shares.clear()
        const resetAt = performance.now() + taken.msBeforeNext
        const fresh = { left: share, beyond: taken.remainingPoints, resetAt }
        shares.set(tenantId, fresh)
        return fresh
      })
      .finally(() => fetching.delete(tenantId))
    fetching.set(tenantId, fetched)
    return fetched
  }
  const spend = (held: Share): RateFields => {
    held.left--
    return fields(policy, held)
  }
  // Those who waited for one share may be more than it holds.
  const fetchAndSpend = async (tenantId: string): Promise<RateFields> => {
    for (;;) {
      const held = await fetchShare(tenantId)
      if (held.left > 0) return spend(held)
    }
  }

  return tenantId => {
    const held = shares.get(tenantId)
    const good = held !== undefined && held.left > 0 && held.resetAt > performance.now()
    return good ? spend(held) : fetchAndSpend(tenantId)
  }
}

interface Share {
  left: number
  /** What was left in Redis after the share was taken. */
  beyond: number
  /** By performance.now(). */
  resetAt: number
}

interface Limiter {
  consume(key: string, points: number): Promise<Taken>
}
type Taken = IRateLimiterRes & { msBeforeNext: number; remainingPoints: number }

/** A count that does not come in time is one of this process alone. */
function counted(shared: Limiter, own: Limiter): Limiter {
  return {
    consume: (key, points) => inTime(shared.consume(key, points), TIMEOUT_MS, () => own.consume(key, points)),
  }
}

async function consume(limiter: Limiter, tenantId: string, points: number, policy: RateFields): Promise<Taken> {
  try {
    return await limiter.consume(tenantId, points)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
    throw new MandateError('RATE_LIMITED', `too many requests; the next is welcome in ${seconds} s`, {
      retryable: true,
      members: { retryAfterSeconds: seconds, rateFields: { ...policy, ratelimit: field({ r: 0, t: seconds }) } },
    })
  }
}

function fields(policy: RateFields, { left, beyond, resetAt }: Share): RateFields {
  const seconds = Math.max(1, Math.ceil((resetAt - performance.now()) / 1000))
  return { ...policy, ratelimit: field({ r: left + beyond, t: seconds }) }
}

/** @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
function field(parameters: Record<string, number>): string {
  const item: Item = ['default', new Map(Object.entries(parameters))]
  return serializeList([item])
}
