// Connections to Postgres under one of our roles, for raw statements.
import postgres from 'postgres'
import { JOB_VERSIONS, type JobVersions, laterVersions } from '#queues/job-versions.ts'
import { addressOf } from './address-of.ts'
import { countedPool } from './counted-pool.ts'
import { pooledLogin } from './pooled-login.ts'
import { SESSION_SETTINGS } from './session-settings.ts'
import { socketOf } from './socket-of.ts'

export type Sql = postgres.Sql
export type Role = 'mandate_api' | 'mandate_api_writer' | 'mandate_worker' | 'mandate_ops' | 'mandate_board'

export interface PoolOptions {
  url: string
  role: Role
  max: number
  /** Shown in pg_stat_activity. */
  applicationName: string
  /** As what the steps are written that it inserts; absent: as this program understands them. */
  versions?: JobVersions
}

/**
 * Opens a pool; nothing connects before the first statement.
 * @throws TypeError behind a transaction pooler when a job is beyond its first version: a connection can't say so there
 */
export function openPool({ url: address, role, max, applicationName, versions = JOB_VERSIONS }: PoolOptions): Sql {
  const { url, ssl, pooled } = addressOf(address)
  const later = laterVersions(versions)
  const isLater = Object.keys(later).length > 0
  if (pooled && isLater)
    throw new TypeError(`behind a pooler steps can't be written as versions ${JSON.stringify(later)}`)
  const sql = postgres(url, {
    max,
    ...socketOf(ssl),
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    backoff: attempt => Math.min(0.05 * 2 ** attempt, 1),
    onnotice: () => {},
    ...(pooled ? pooledOptions(url, role) : {}),
    connection: {
      application_name: applicationName,
      ...(pooled ? {} : { role, ...SESSION_SETTINGS }),
      ...(isLater ? { 'app.job_versions': JSON.stringify(later) } : {}),
    },
  })
  return countedPool(sql, { role, size: max })
}

/**
 * Nothing is prepared, which would stay with one server connection, and each statement waits for the one before: the client asks
 * for parameters without a Sync, and PgBouncer, having told it that the former is over, would send the answer to nobody.
 */
function pooledOptions(url: string, role: Role) {
  return { user: pooledLogin(decodeURIComponent(new URL(url).username), role), prepare: false, max_pipeline: 0 }
}
