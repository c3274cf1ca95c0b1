// A warning that does not flood the log.
import type { Logger } from 'pino'

/** An outage brings the same error many times a second: one line a second is told. */
export function quietly(logger: Logger, event: string): (error: unknown) => void {
  let last = 0
  return error => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    logger.warn({ event, err: error })
  }
}
