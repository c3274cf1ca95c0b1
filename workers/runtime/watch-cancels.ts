// Stops work whose step was closed elsewhere: at once by a message, and at the latest after the once-a-second look.

import type { Logger } from 'pino'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import { subscribeTouches } from '#queues/touched.ts'
import type { RunningSteps } from './running-steps.ts'

export interface WatchCancelsOptions {
  redis: RedisConnection
  prefix: string
  running: RunningSteps
  /** Which of these steps are still open. */
  open(stepIds: string[]): Promise<Set<string>>
  logger: Logger
  intervalMs?: number
}

/** @returns stops watching */
export function watchCancels(options: WatchCancelsOptions): () => Promise<void> {
  const { redis, prefix, running, open, logger, intervalMs = 1000 } = options
  let looking = false

  const look = async () => {
    const ids = running.ids()
    if (looking || ids.length === 0) return
    looking = true
    try {
      const still = await open(ids)
      for (const id of ids) if (!still.has(id)) running.cancel(id)
    } catch (error) {
      logger.warn({ event: 'cancel.look.failed', err: error }) // Postgres is away; the next look comes in a second
    } finally {
      looking = false
    }
  }

  const timer = setInterval(look, intervalMs)
  const unsubscribe = subscribeTouches(redis, prefix, touch => {
    if (touch.cancelled) void look()
  })
  return async () => {
    clearInterval(timer)
    await unsubscribe()
  }
}
