// Closes a step that had nothing to do.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** Nothing happens when the step is gone or has another run. */
export async function stepClose(sql: Sql, step: { id: string; run: number }): Promise<void> {
  const query = sql.unsafe('DELETE FROM steps WHERE id = $1::uuid AND run = $2', [step.id, step.run], { prepare: true })
  await deadline(query, 6000, 'closing a step')
}
