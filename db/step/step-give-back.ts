// Gives back a step that this process does not understand, as it was: nobody has tried it.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** Looked at again in a second, when its job is gone from Redis, by the sweep of a process that understands it. */
export async function stepGiveBack(sql: Sql, step: { id: string; run: number }): Promise<void> {
  const query = sql.unsafe(GIVE_BACK, [step.id, step.run], { prepare: true })
  await deadline(query, 6000, 'giving back a step')
}

const GIVE_BACK = `
UPDATE steps
SET check_at = (SELECT clock_timestamp()) + interval '1 s', checks = 0
WHERE id = $1::uuid AND run = $2`
