// How a worker process goes away: it takes nothing more, what runs may end within the grace, what is being sent is waited for up to its
// own deadline, and everything else goes back to those who stay.

import type { Worker } from 'bullmq'
import type { Logger } from 'pino'
import { gather } from '#queues/gather.ts'
import { inTime } from '#queues/in-time.ts'
import { draining, isDraining, type RunningSteps } from './running-steps.ts'

export interface Drained {
  /** Ran at the signal and came to their end. */
  finished: number
  /** Given back with nothing done: they had come, but not begun, or nothing was claimed for them yet. */
  handed_back: number
  /** Given back in the middle, when the grace was over: they will be done from their beginning. */
  aborted: number
  /** Were still at it when no more could be waited for: their steps are found by whoever stays. */
  abandoned: number
}

export interface Drain {
  /** Runs a delivery, unless this process is leaving: then it goes back. */
  admit(stepId: string, run: () => Promise<string>): Promise<string>
  /** The job of a delivery that went back is gone from Redis. */
  jobGone(stepId: string): void
  /** @param graceMs for what runs; @param sendMs for what is being sent, from now on as well */
  drain(workers: readonly Worker[], graceMs: number, sendMs: number): Promise<Drained>
}

export interface DrainOptions {
  leaving: AbortController
  running: RunningSteps
  /** Makes steps due at once. */
  release(stepIds: string[]): Promise<void>
  logger: Logger
}

/** An aborted handler says so at once; one that does not is not waited for. */
const ABORT_MS = 2000

export function createDrain({ leaving, running, release, logger }: DrainOptions): Drain {
  const drained: Drained = { finished: 0, handed_back: 0, aborted: 0, abandoned: 0 }
  const back = new Set<string>()
  let isGraceOver = false
  let releasing: Promise<unknown> = Promise.resolve()
  const releaseNow = gather<string>(async ids => {
    try {
      await release(ids)
      for (const id of ids) back.delete(id)
    } catch (err) {
      logger.warn({ event: 'drain.release.failed', steps: ids.length, err }) // the last release tries them again
    }
  })

  const went = (stepId: string, error: unknown) => {
    if (!isDraining(error)) return
    back.add(stepId)
    drained[isGraceOver ? 'aborted' : 'handed_back']++
  }

  return {
    async admit(stepId, run) {
      try {
        leaving.signal.throwIfAborted()
        const result = await run()
        if (leaving.signal.aborted) drained.finished++
        return result
      } catch (error) {
        went(stepId, error)
        throw error
      }
    },

    // Not before: added while its job is still there, it would be taken for delivered.
    jobGone(stepId) {
      releasing = Promise.all([releasing, releaseNow([stepId])])
    },

    async drain(workers, graceMs, sendMs) {
      const since = performance.now()
      leaving.abort(draining())
      const closing = Promise.all(workers.map(worker => worker.close()))
      await inTime(closing, graceMs, () => undefined)
      isGraceOver = true
      running.abortAll()
      await inTime(closing, Math.max(ABORT_MS, sendMs - (performance.now() - since)), () => undefined)
      await releasing
      const abandoned = running.ids()
      drained.abandoned = abandoned.length
      const open = [...new Set([...back, ...abandoned])]
      await release(open).catch(err => logger.warn({ event: 'drain.release.failed', steps: open.length, err }))
      return drained
    },
  }
}
