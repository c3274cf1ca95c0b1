// Every worker sweeps, none leads: due steps go (back) into Redis, and an emptied Redis is noticed.

import type { Logger } from 'pino'
import { SWEEP_PAGE, type SweptStep } from '#db/step/step-sweep.ts'
import type { Dispatchable } from '#queues/dispatcher.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import { keepEpoch } from './keep-epoch.ts'

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
  /** A lane has room again, or has in so long: what stands next in it need not wait for the next round. */
  poke(inMs?: number): void
  stop(): Promise<void>
}

/** A lane that opens later is found by a round soon enough: what one round loses of so long a wait is nothing. */
const FAR_OFF_MS = 60_000

/** Starts sweeping, every `intervalMs` ± jitter, only while Redis answers. */
export function startSweeper(options: SweeperOptions): Sweeper {
  const { redis, logger, intervalMs = 250 } = options
  const lookAtEpoch = keepEpoch(options)
  let stopped = false
  let wake = () => {}

  const round = async () => {
    if (redis.status !== 'ready') return
    await lookAtEpoch()
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

  const openings = new Set<NodeJS.Timeout>()
  const pokeLater = (inMs: number) => {
    if (inMs > FAR_OFF_MS) return
    const opening = setTimeout(() => {
      openings.delete(opening)
      poke()
    }, inMs)
    openings.add(opening)
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

  const poke = () => {
    poked = true
    // One that has nothing to do ends before it is noted, and would stand for running for ever.
    if (redis.status === 'ready' && !stopped) feeding ??= feed()
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
    poke: (inMs = 0) => (inMs > 0 ? pokeLater(inMs) : poke()),
    async stop() {
      stopped = true
      for (const opening of openings) clearTimeout(opening)
      wake()
      await loop
      await feeding
    },
  }
}
