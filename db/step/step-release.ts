// Gives open steps back at once: their worker is going away.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** The sweep of whoever is alive takes them in its next round. */
export async function stepRelease(sql: Sql, stepIds: string[]): Promise<void> {
  if (stepIds.length === 0) return
  await deadline(sql.unsafe(RELEASE, [stepIds], { prepare: true }), 3000, 'releasing steps')
}

const RELEASE = `
UPDATE steps
SET check_at = (SELECT clock_timestamp()), checks = 0
WHERE id = ANY($1::uuid[]) AND due_at <= (SELECT clock_timestamp())`
