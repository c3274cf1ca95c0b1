// Whose turn it is to write checkpoints: the first who asks once a round is due.
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'

export interface Round {
  /** RFC 3339 UTC with milliseconds, by the clock of Postgres. */
  at: string
  /** What is seen now (a pg_snapshot). */
  sees: string
  /** What the last finished round saw. */
  seen: string
}

/** @returns the round, or undefined when none is due; a round that nobody finishes is due again after the interval */
export async function roundTake(sql: Sql, holder: string, intervalMs: number): Promise<Round | undefined> {
  const query = sql.unsafe<Round[]>(TAKE, [holder, intervalMs], { prepare: true })
  return (await deadline(query, 6000, 'taking the turn for checkpoints'))[0]
}

// A cluster restored from a dump counts its transactions anew: then nothing counts as seen.
const TAKE = `
UPDATE audit_rounds
SET holder = $1::uuid, due_at = (SELECT clock_timestamp()) + $2::int * interval '1 ms',
  seen = CASE WHEN pg_snapshot_xmin(seen) > pg_snapshot_xmax(pg_current_snapshot()) THEN '1:1:' ELSE seen END
WHERE due_at <= (SELECT clock_timestamp())
RETURNING to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
  pg_current_snapshot()::text AS sees, seen::text AS seen`
