// Applies what is missing of the migrations without ever standing in anybody's way for long.
import { setTimeout as sleep } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import type postgres from 'postgres'

export interface Patience {
  /** Milliseconds for one lock. Whoever comes after a waiting ALTER TABLE waits behind it: that long at most. */
  lockMs: number
  /** Milliseconds in which those others get on, before the next try. */
  pauseMs: number
  tries: number
}

/** About five minutes: longer than what usually reads a table at length, a dump of a small ledger. */
const PATIENCE: Patience = { lockMs: 3000, pauseMs: 10_000, tries: 25 }

/**
 * All that is missing is one transaction, so a try that gives up leaves nothing behind, and no lock.
 * @param sql one connection, of the owner; its `lock_timeout` is set, and stays
 * @param say told of each try that gave up
 * @throws what Postgres says; after the last try that a lock was not available
 */
export async function applyMigrations(
  sql: postgres.Sql,
  migrationsFolder: string,
  say: (line: string) => void,
  { lockMs, pauseMs, tries }: Patience = PATIENCE,
): Promise<void> {
  await sql.unsafe(`SET lock_timeout = ${lockMs}`)
  for (let tried = 1; ; tried++) {
    try {
      return await migrate(drizzle(sql), { migrationsFolder })
    } catch (error) {
      if (tried === tries || !isLockTimeout(error)) throw error
      say(
        `migration: no lock within ${lockMs} ms (try ${tried} of ${tries}); nothing was changed, again in ${pauseMs} ms`,
      )
      await sleep(pauseMs)
    }
  }
}

/** Drizzle wraps what Postgres says. */
function isLockTimeout(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && at.code === LOCK_NOT_AVAILABLE) return true
  return false
}

const LOCK_NOT_AVAILABLE = '55P03'
