// Has deliveries sent again under their own ids, which the trail tells.
import type { Actor } from '#domain/actor.ts'
import { type DeliveryFilter, MAX_REPLAYED } from '#domain/ports/webhook-ledger.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'

export interface Replay {
  webhook: Webhook
  which: { delivery: string } | DeliveryFilter
  actor: Actor
}

/** @returns how many, `MAX_REPLAYED` at most; what is under way at this moment counts, but is not sent twice */
export function webhookReplay(sql: Sql, { webhook, which, actor }: Replay): Promise<number | 'gone' | 'disabled'> {
  const { id, tenantId } = webhook
  const chosen = JSON.parse(JSON.stringify(which)) // times as text
  const draft = {
    ...{ id, tenantId, kind: 'webhook' as const, actor, action: 'webhook.replayed' },
    details: { webhook_id: id, ...chosen },
  }
  return withTrailEntry<number | 'gone' | 'disabled'>(sql, draft, async trail => {
    const parameters = JSON.stringify({ id, tenant: tenantId, trail, most: MAX_REPLAYED, ...chosen })
    const query = sql.unsafe<{ replayed: number }[]>(REPLAY, [parameters], { prepare: true })
    const [row] = await deadline(query, 6000, 'replaying deliveries')
    const replayed = row?.replayed ?? -1
    if (replayed === -1) return 'conflict'
    if (replayed === -2) return 'gone'
    return replayed === -3 ? 'disabled' : replayed
  })
}

const REPLAY = 'SELECT governance.replay_webhook($1::text::jsonb) AS replayed'
