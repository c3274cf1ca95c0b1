// What each session of ours has in Postgres, given by its startup or, behind a transaction pooler, by its login.

/**
 * `enable_seqscan=off`: plans made on empty tables would halve the throughput of a fresh database.
 * Times are in milliseconds.
 */
export const SESSION_SETTINGS = {
  statement_timeout: 5000,
  lock_timeout: 1000,
  plan_cache_mode: 'force_generic_plan',
  idle_in_transaction_session_timeout: 5000,
  enable_seqscan: 'off',
} as const
