// Deliveries go after their time, a bounded page at a time, so that no statement holds anything up. What is still to be sent, or sent
// again, to an endpoint in use stays until that has ended.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

const CHUNK = 1000

/** @returns how many went */
export async function deliveriesExpire(sql: Sql, keepDays: number): Promise<number> {
  for (let gone = 0; ; ) {
    const query = sql.unsafe<{ gone: number }[]>(EXPIRE, [keepDays], { prepare: true })
    const [row] = await deadline(query, 6000, 'clearing deliveries')
    gone += row?.gone ?? 0
    if ((row?.gone ?? 0) < CHUNK) return gone
  }
}

const EXPIRE = `
WITH old AS (
  SELECT d.id FROM webhook_deliveries d
  WHERE d.created_at < (SELECT clock_timestamp()) - $1::int * interval '1 day'
    AND NOT (d.status = 'PENDING' AND EXISTS (SELECT 1 FROM webhooks w WHERE w.id = d.webhook_id AND w.status = 'ACTIVE'))
  ORDER BY d.created_at
  LIMIT ${CHUNK}
  FOR UPDATE OF d SKIP LOCKED
),
tries AS (
  DELETE FROM webhook_attempts WHERE delivery_id IN (SELECT id FROM old)
),
gone AS (
  DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM old) RETURNING 1
)
SELECT count(*)::int AS gone FROM gone`
