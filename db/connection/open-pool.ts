// Connections to Postgres under one of our roles, for raw statements.
import postgres from 'postgres'

export type Sql = postgres.Sql
export type Role = 'mandate_api' | 'mandate_api_writer' | 'mandate_worker' | 'mandate_ops'

export interface PoolOptions {
  url: string
  role: Role
  max: number
  /** Shown in pg_stat_activity. */
  applicationName: string
}

/**
 * Opens a pool; nothing connects before the first statement.
 * `enable_seqscan=off`: plans made on empty tables would halve the throughput of a fresh database.
 */
export function openPool({ url, role, max, applicationName }: PoolOptions): Sql {
  return postgres(url, {
    max,
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    backoff: attempt => Math.min(0.05 * 2 ** attempt, 1),
    onnotice: () => {},
    connection: {
      application_name: applicationName,
      role,
      statement_timeout: 5000,
      lock_timeout: 1000,
      plan_cache_mode: 'force_generic_plan',
      idle_in_transaction_session_timeout: 5000,
      enable_seqscan: 'off',
    },
  })
}
