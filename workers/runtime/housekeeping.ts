// What has to be cleaned now and then; every worker does it, for doing it twice is doing it once.
import type { Logger } from 'pino'

export interface HousekeepingOptions {
  expireAnswers(olderThanHours: number): Promise<number>
  /** Of webhooks, whose time is over. */
  expireDeliveries(): Promise<number>
  logger: Logger
  intervalMs?: number
}

/** Twice what clients are promised. */
const KEEP_ANSWERS_HOURS = 48

/** @returns stops it */
export function startHousekeeping({
  expireAnswers,
  expireDeliveries,
  logger,
  intervalMs = 600_000,
}: HousekeepingOptions): () => void {
  const timer = setInterval(
    async () => {
      try {
        const forgotten = await expireAnswers(KEEP_ANSWERS_HOURS)
        const deliveries = await expireDeliveries()
        if (forgotten + deliveries > 0)
          logger.info({ event: 'housekeeping', forgotten_answers: forgotten, forgotten_deliveries: deliveries })
      } catch (error) {
        logger.warn({ event: 'housekeeping.failed', err: error }) // the next round comes by itself
      }
    },
    intervalMs * (0.8 + 0.4 * Math.random()),
  )
  return () => clearInterval(timer)
}
