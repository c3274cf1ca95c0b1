// Whose turn it is to read the trails for webhooks: the first who asks once nobody else does.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface WebhookRound {
  /** What is seen now (a pg_snapshot). */
  sees: string
  /** What the last finished round saw. */
  seen: string
}

/**
 * @param leaseMs somebody else begins after this, unless the round has ended
 * @returns undefined: somebody is at it; or nobody has an endpoint, and the last look is not long ago
 */
export async function roundTake(sql: Sql, holder: string, leaseMs: number): Promise<WebhookRound | undefined> {
  const query = sql.unsafe<WebhookRound[]>(TAKE, [holder, leaseMs], { prepare: true })
  return (await deadline(query, 6000, 'taking the turn for webhooks'))[0]
}

/** @returns false: somebody else has taken over, or the round was ended */
export async function roundRenew(sql: Sql, holder: string, leaseMs: number): Promise<boolean> {
  const query = sql.unsafe<{ one: number }[]>(RENEW, [holder, leaseMs], { prepare: true })
  return (await deadline(query, 6000, 'keeping the turn for webhooks')).length > 0
}

/** What it saw is told, and the next round looks only at what it could not see; without effect when somebody else has taken over. */
export async function roundEnd(sql: Sql, holder: string, sees: string): Promise<void> {
  await deadline(sql.unsafe(END, [holder, sees], { prepare: true }), 6000, 'ending a round for webhooks')
}

// Without endpoints there is a round a minute all the same, so that the first one has no long past to read. A cluster restored from a
// dump counts its transactions anew: what it holds was told before, or never will be.
const TAKE = `
UPDATE webhook_rounds
SET holder = $1::uuid, due_at = (SELECT clock_timestamp()) + $2::int * interval '1 ms',
  seen = CASE WHEN pg_snapshot_xmin(seen) > pg_snapshot_xmax(pg_current_snapshot()) THEN pg_current_snapshot() ELSE seen END
WHERE due_at <= (SELECT clock_timestamp())
  AND (ended_at < (SELECT clock_timestamp()) - interval '1 minute' OR EXISTS (SELECT 1 FROM webhooks WHERE status = 'ACTIVE'))
RETURNING pg_current_snapshot()::text AS sees, seen::text AS seen`

const RENEW = `
UPDATE webhook_rounds SET due_at = clock_timestamp() + $2::int * interval '1 ms'
WHERE holder = $1::uuid
RETURNING one`

const END = `
UPDATE webhook_rounds SET seen = $2::text::pg_snapshot, holder = NULL, due_at = clock_timestamp(), ended_at = clock_timestamp()
WHERE holder = $1::uuid`
