// Has deliveries sent again under their own ids, which the trail tells: chosen first, without a lock, then in slices, so that no statement
// holds up what is being sent for long.
import type { Actor } from '#domain/actor.ts'
import { type DeliveryFilter, MAX_REPLAYED } from '#domain/ports/webhook-ledger.ts'
import { DELIVERY_STATUSES, type Webhook } from '#domain/webhook/webhook.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'

export interface Replay {
  webhook: Webhook
  which: { delivery: string } | DeliveryFilter
  actor: Actor
}

/** Of one statement. */
const SLICE = 500

/**
 * What is under way at this moment counts, but is not sent twice. Where it breaks off, the rest is as it was.
 * @returns how many, `MAX_REPLAYED` at most, the oldest first
 */
export async function webhookReplay(
  sql: Sql,
  { webhook: { id, tenantId }, which, actor }: Replay,
): Promise<number | 'gone' | 'disabled'> {
  const status = ('status' in which ? which.status : undefined) ?? DELIVERY_STATUSES
  const ids = 'delivery' in which ? [which.delivery] : await chosen(sql, id, { ...which, status: [...status] })
  const draft = {
    ...{ id, tenantId, kind: 'webhook' as const, actor, action: 'webhook.replayed' },
    details: { webhook_id: id, ...JSON.parse(JSON.stringify(which)) }, // times as text
  }
  const send = async (deliveries: string[], trail?: object) => {
    const parameters = JSON.stringify({ id, tenant: tenantId, status, deliveries, trail })
    const query = sql.unsafe<{ replayed: number }[]>(REPLAY, [parameters], { prepare: true })
    const [row] = await deadline(query, 6000, 'replaying deliveries')
    return row?.replayed ?? -1
  }
  const first = await withTrailEntry<number>(sql, draft, async trail => {
    const replayed = await send(ids.slice(0, SLICE), trail)
    return replayed === -1 ? 'conflict' : replayed
  })
  if (first < 0) return first === -2 ? 'gone' : 'disabled'
  let replayed = first
  for (let start = SLICE; start < ids.length; start += SLICE) {
    const more = await send(ids.slice(start, start + SLICE))
    if (more < 0) break // gone or disabled meanwhile
    replayed += more
  }
  return replayed
}

async function chosen(sql: Sql, webhookId: string, { status, event, since, until }: DeliveryFilter): Promise<string[]> {
  const parameters = [
    ...[webhookId, status ?? [], since?.toISOString() ?? '-infinity', until?.toISOString() ?? 'infinity'],
    ...[event ?? null, MAX_REPLAYED],
  ]
  const query = sql.unsafe<{ id: string }[]>(CHOOSE, parameters as never[], { prepare: true })
  return (await deadline(query, 6000, 'choosing deliveries')).map(({ id }) => id)
}

// Each state by its own stretch of the index, which has the times in order.
const CHOOSE = `
SELECT c.id
FROM unnest($2::text[]) AS s(status)
CROSS JOIN LATERAL (
  SELECT d.id, d.created_at FROM webhook_deliveries d
  WHERE d.webhook_id = $1::uuid AND d.status = s.status
    AND d.created_at >= $3::text::timestamptz AND d.created_at < $4::text::timestamptz
    AND ($5::text[] IS NULL OR d.event = ANY($5::text[]))
  ORDER BY d.created_at
  LIMIT $6::int
) c
ORDER BY c.created_at, c.id
LIMIT $6::int`

const REPLAY = 'SELECT governance.replay_webhook($1::text::jsonb) AS replayed'
