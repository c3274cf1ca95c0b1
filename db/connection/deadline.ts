// Every call to Postgres has a deadline of ours: the client itself may wait for ever.

import { MandateError } from '#domain/errors.ts'
import { inTime } from '#queues/in-time.ts'

/**
 * Waits for `work`, but no longer than `timeoutMs`. The work itself is not undone: who gets UNAVAILABLE knows nothing.
 * @throws MandateError UNAVAILABLE (retryable) at the deadline
 */
export async function deadline<T>(work: PromiseLike<T>, timeoutMs: number, what: string): Promise<T> {
  return inTime(work, timeoutMs, () => {
    throw new MandateError('UNAVAILABLE', `${what} took over ${timeoutMs} ms`, { retryable: true })
  })
}
