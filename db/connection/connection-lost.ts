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
  return LOST.has(code)
}
