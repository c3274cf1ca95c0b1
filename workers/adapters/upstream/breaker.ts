// One breaker an upstream, shared by all workers: after too many failures in a row, calls are held for a while.
import { breakerKey } from '#queues/breaker-key.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import { BreakerOpen } from './upstream-error.ts'

export interface Breaker {
  /** @throws BreakerOpen while calls are held */
  check(): void
  succeeded(): void
  failed(): void
}

export const noopBreaker: Breaker = { check() {}, succeeded() {}, failed() {} }

export interface BreakerOptions {
  name: string
  redis: RedisConnection
  prefix: string
  /** Failures in a row, in this process, that open it. */
  failures: number
  openMs: number
}

/**
 * What is shared is only until when the upstream is left alone; Redis being away leaves each process to itself.
 * When the time is over one failure more opens it again.
 */
export function createBreaker({ name, redis, prefix, failures, openMs }: BreakerOptions): Breaker {
  const key = breakerKey(prefix, name)
  let inARow = 0
  let openUntil = 0
  let askedAt = 0

  const ask = async () => {
    if (redis.status !== 'ready') return
    const shared = Number(await redis.get(key))
    if (shared > openUntil) openUntil = shared
  }

  return {
    check() {
      const now = Date.now()
      if (now - askedAt > 250) {
        askedAt = now
        ask().catch(() => undefined) // not knowing what others saw only costs a call that may fail
      }
      if (openUntil > now) throw new BreakerOpen(name, openUntil - now)
    },
    succeeded() {
      inARow = 0
    },
    failed() {
      inARow++
      if (inARow < failures) return
      inARow = failures - 1
      openUntil = Date.now() + openMs
      if (redis.status === 'ready') redis.set(key, openUntil, 'PX', openMs).catch(() => undefined) // as above
    },
  }
}
