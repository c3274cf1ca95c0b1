// Ends a round: what it saw is signed, and the next one looks only at what it could not see.
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'

/** @param sees of the round; without effect when somebody else has taken over since */
export async function roundFinish(sql: Sql, holder: string, sees: string): Promise<void> {
  const query = sql.unsafe(FINISH, [holder, sees], { prepare: true })
  await deadline(query, 6000, 'ending a round of checkpoints')
}

const FINISH = 'UPDATE audit_rounds SET seen = $2::text::pg_snapshot, holder = NULL WHERE holder = $1::uuid'
