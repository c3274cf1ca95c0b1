// Every call to Postgres has a deadline of ours: the client itself may wait for ever.
import { MandateError } from '#domain/errors.ts'

/**
 * Waits for `work`, but no longer than `timeoutMs`. The work itself is not undone: who gets UNAVAILABLE knows nothing.
 * @throws MandateError UNAVAILABLE (retryable) at the deadline
 */
export async function deadline<T>(work: PromiseLike<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new MandateError('UNAVAILABLE', `${what} took over ${timeoutMs} ms`, { retryable: true })),
      timeoutMs,
    )
  })
  try {
    return await Promise.race([work, expired])
  } finally {
    clearTimeout(timer)
  }
}
