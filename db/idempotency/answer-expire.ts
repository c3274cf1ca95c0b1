// Kept answers are forgotten after their time; a key used again is then new work.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

const CHUNK = 5000

/** @param olderThanHours at least 24 (CONTRACT section 2). @returns how many were forgotten */
export async function answerExpire(sql: Sql, olderThanHours: number): Promise<number> {
  for (let forgotten = 0; ; ) {
    const query = sql.unsafe(EXPIRE, [olderThanHours], { prepare: true })
    const { count } = await deadline(query, 6000, 'forgetting kept answers')
    forgotten += count
    if (count < CHUNK) return forgotten
  }
}

const EXPIRE = `
DELETE FROM idempotency_keys
WHERE ctid = ANY(ARRAY(
  SELECT ctid FROM idempotency_keys
  WHERE created_at < (SELECT clock_timestamp()) - $1::int * interval '1 h'
  ORDER BY created_at
  LIMIT ${CHUNK}
))`
