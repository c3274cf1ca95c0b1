// What a process stands on is looked at from the start and then now and then; what is wrong makes it not ready, in words.

import type { Logger } from 'pino'
import { inTime, tooLate } from '../in-time.ts'

export interface Surroundings {
  /** What is wrong, as far as it was found out: a sentence each. */
  faults(): readonly string[]
  stop(): void
}

export interface WatchSurroundingsOptions {
  /** Each gives its faults; one that rejects says nothing (readiness tells of what is away by itself). */
  checks: readonly (() => Promise<readonly string[]>)[]
  logger: Logger
  everyMs?: number
}

/** @returns after the first look, however that ended */
export async function watchSurroundings({
  checks,
  logger,
  everyMs = 60_000,
}: WatchSurroundingsOptions): Promise<Surroundings> {
  const found = checks.map((): readonly string[] => [])
  const look = async () => {
    const before = new Set(found.flat())
    await Promise.all(
      checks.map(async (check, index) => {
        try {
          found[index] = await inTime(check(), TIMEOUT_MS, tooLate(`no answer within ${TIMEOUT_MS} ms`))
        } catch (error) {
          // It is away, and what was found last still holds.
          logger.debug({ event: 'surroundings.unknown', err: error })
        }
      }),
    )
    for (const fault of found.flat()) if (!before.has(fault)) logger.error({ event: 'surroundings.fault', fault })
  }
  await look()
  const timer = setInterval(() => void look(), everyMs)
  return { faults: () => found.flat(), stop: () => clearInterval(timer) }
}

const TIMEOUT_MS = 2000
