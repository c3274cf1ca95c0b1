// Brings the next look at steps forward: their jobs ended without an outcome.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** As many seconds from now as the sweep has looked already: soon at first, and a job that kills its workers ever later. */
export async function stepHurry(sql: Sql, stepIds: string[]): Promise<void> {
  await deadline(sql.unsafe(HURRY, [stepIds], { prepare: true }), 3000, 'hurrying steps')
}

const HURRY = `
UPDATE steps
SET check_at = least(check_at, (SELECT clock_timestamp()) + checks * interval '1 s')
WHERE id = ANY($1::uuid[]) AND due_at <= (SELECT clock_timestamp())`
