// What is known about an error that is not ours.
import type { ErrorCode } from '#domain/errors.ts'

/** Postgres gave up a statement of its own accord: too slow, a lock that somebody holds, no room for more. */
const OVERLOADED = new Set(['57014', '53000', '53100', '53200', '53300', '53400', '40001', '40P01'])

/** @param isConnectionLost whether the ledger can't be reached */
export function classifyError(
  isConnectionLost: (error: unknown) => boolean,
): (error: unknown, keyed: boolean) => ErrorCode | undefined {
  return (error, keyed) => {
    if (isConnectionLost(error)) return 'UNAVAILABLE'
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    // Somebody holds the row of the key, or of the subject, for longer than we wait for a lock.
    if (code === '55P03') return keyed ? 'IDEMPOTENCY_IN_PROGRESS' : 'UNAVAILABLE'
    return OVERLOADED.has(code) ? 'UNAVAILABLE' : undefined
  }
}
