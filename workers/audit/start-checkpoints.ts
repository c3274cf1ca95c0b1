// Every worker tries to write checkpoints, none leads: whoever first finds a round due does it.
import type { Logger } from 'pino'
import { type CheckpointOptions, createCheckpointRound } from './write-checkpoints.ts'

export interface Checkpoints {
  /** Resolves when a round that runs has ended. */
  stop(): Promise<void>
}

/** Looks about twelve times an interval, so that a round begins soon after it is due. */
export function startCheckpoints(options: Omit<CheckpointOptions, 'onForeign'> & { logger: Logger }): Checkpoints {
  const { logger, intervalMs } = options
  const onForeign = (objectKey: string, why: string) =>
    logger.error({ event: 'audit.foreign_checkpoint', object_key: objectKey, why })
  const runRound = createCheckpointRound({ ...options, onForeign })
  const pauseMs = Math.max(50, Math.min(5000, intervalMs / 12))
  let stopped = false
  let wake = () => {}

  const loop = (async () => {
    while (!stopped) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, pauseMs * (0.8 + 0.4 * Math.random()))
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      if (stopped) return
      const startedAt = performance.now()
      try {
        const report = await runRound()
        if (report === undefined || report.checkpoints === 0) continue
        const duration_ms = Math.round(performance.now() - startedAt)
        logger.info({ event: 'audit.checkpoints', ...report, duration_ms })
      } catch (error) {
        // The next round that is due begins where the last whole one ended.
        logger.warn({ event: 'audit.checkpoints_failed', err: error })
      }
    }
  })()

  return {
    async stop() {
      stopped = true
      wake()
      await loop
    },
  }
}
