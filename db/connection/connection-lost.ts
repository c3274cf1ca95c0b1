// Tells a lost connection from a statement that Postgres itself refused.

const LOST = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'UNAVAILABLE',
  '08000',
  '08003',
  '08006',
  '25P03', // idle_in_transaction_session_timeout
  '53300', // too many connections
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
])

/**
 * Whether the error says nothing about the statement: it may have been applied or not, and the same one may be tried again
 * where a compare-and-set makes that safe.
 */
export function isConnectionLost(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return LOST.has(code) || (code === '08P01' && isFatal(error))
}

/** PgBouncer has this one code for all that it can't do; as a mere ERROR it is Postgres' word on the statement. */
function isFatal(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity === 'FATAL'
}

const BUSY = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '53000',
  '53100', // disk_full
  '53200', // out_of_memory
  '55P03', // lock_not_available: lock_timeout
  '57014', // query_canceled: statement_timeout
])

/** Whether the same statement may succeed later: the connection was lost, or Postgres was too busy to do it. */
export function mayPass(error: unknown): boolean {
  return isConnectionLost(error) || (error instanceof Error && 'code' in error && BUSY.has(String(error.code)))
}
