// Every worker sweeps, none leads: due steps go (back) into Redis, and an emptied Redis is noticed.

import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Logger } from 'pino'
import { SWEEP_PAGE, type SweptStep } from '#db/step/step-sweep.ts'
import type { Dispatchable } from '#queues/dispatcher.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'

export interface SweeperOptions {
  redis: RedisConnection
  prefix: string
  sweep(): Promise<SweptStep[]>
  /** Due steps of open lanes, accounts in turn. */
  sweepLanes(): Promise<SweptStep[]>
  /** Makes all due steps look-at-now. */
  markDue(): Promise<number>
  dispatch(steps: readonly Dispatchable[]): Promise<void>
  logger: Logger
  intervalMs?: number
}

export interface Sweeper {
  /** A lane has room again: what stands next in it need not wait for the next round. */
  poke(): void
  stop(): Promise<void>
}

const REDIS_TIMEOUT_MS = 1000

/** Starts sweeping, every `intervalMs` ± jitter, only while Redis answers. */
export function startSweeper(options: SweeperOptions): Sweeper {
  const { redis, logger, intervalMs = 250 } = options
  let stopped = false
  let wake = () => {}

  const round = async () => {
    if (redis.status !== 'ready') return
    await keepEpoch(options)
    for (;;) {
      const steps = await options.sweep()
      if (steps.length > 0) await options.dispatch(steps)
      // Between pages: however much else is due, e.g. metrics, what sends does not wait for the end of it.
      await lanes()
      if (steps.length < SWEEP_PAGE || stopped) break
    }
  }

  const lanes = async () => {
    const steps = await options.sweepLanes()
    if (steps.length > 0) await options.dispatch(steps)
  }

  let poked = false
  let feeding: Promise<void> | undefined
  /** However many ends it is told of meanwhile: one sweep after the other, never two. */
  const feed = async () => {
    try {
      while (poked && !stopped && redis.status === 'ready') {
        poked = false
        await lanes()
      }
    } catch (error) {
      logger.warn({ event: 'sweep.lanes.failed', err: error })
    } finally {
      feeding = undefined
    }
  }

  const loop = (async () => {
    let failures = 0
    while (!stopped) {
      try {
        await round()
        failures = 0
      } catch (error) {
        failures++
        logger.warn({ event: 'sweep.failed', failures, err: error })
      }
      const pauseMs = Math.min(5000, intervalMs * 2 ** Math.min(failures, 5)) * (0.8 + 0.4 * Math.random())
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, pauseMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()

  return {
    poke() {
      poked = true
      feeding ??= feed()
    },
    async stop() {
      stopped = true
      wake()
      await loop
      await feeding
    },
  }
}

/**
 * Redis says `ok` under the epoch as long as it has not been emptied since we last told it everything. A token of ours stands
 * there while we tell it, so that a second emptying in between is seen again.
 */
async function keepEpoch({ redis, prefix, markDue, logger }: SweeperOptions): Promise<void> {
  const key = `${prefix}:epoch`
  if ((await soon(redis.get(key))) === 'ok') return
  const token = uuid()
  await soon(redis.set(key, token))
  const marked = await markDue()
  await soon(redis.eval(SETTLE, 1, key, token))
  logger.warn({ event: 'redis.epoch', marked }, 'Redis was empty: all due steps are looked at again')
}

// KEYS[1] epoch; ARGV[1] the token that must still stand; returns 1 when it is settled.
const SETTLE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], 'ok') return 1 end return 0`

async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis took over ${REDIS_TIMEOUT_MS} ms`)), REDIS_TIMEOUT_MS)
  })
  try {
    return await Promise.race([work, expired])
  } finally {
    clearTimeout(timer)
  }
}
