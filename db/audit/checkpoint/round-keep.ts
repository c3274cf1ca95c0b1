// Goes on with a long round: nobody else begins one meanwhile.
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'

/** @returns whether the round is still the holder's */
export async function roundKeep(sql: Sql, holder: string, intervalMs: number): Promise<boolean> {
  const query = sql.unsafe(KEEP, [holder, intervalMs], { prepare: true })
  return (await deadline(query, 6000, 'keeping the turn for checkpoints')).count > 0
}

const KEEP = `
UPDATE audit_rounds
SET due_at = greatest(due_at, (SELECT clock_timestamp()) + $2::int * interval '1 ms')
WHERE holder = $1::uuid`
