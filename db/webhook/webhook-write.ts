// Makes, changes or deletes an endpoint together with its entry in the trail.
import type { Actor } from '#domain/actor.ts'
import type { KeptAnswer } from '#domain/ports/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { keyRow } from '../idempotency/key-rows.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'

export interface WebhookWrite {
  id: string
  tenantId: string
  do: 'create' | 'change' | 'rotate' | 'delete'
  /** Columns, as `governance.write_webhook` takes them. */
  change: Record<string, unknown>
  actor: Actor
  /** Of the entry: never a secret. */
  action: string
  details: Record<string, unknown>
  keep?: KeptAnswer | undefined
}

/** `stale`: what it was to be changed for (`change.observed`) is no longer so. */
export type WebhookWritten = 'written' | 'key_taken' | 'too_many' | 'gone' | 'stale'

export function webhookWrite(sql: Sql, write: WebhookWrite): Promise<WebhookWritten> {
  const { id, tenantId, change, actor, action, keep } = write
  // As it will be read again: what JSON leaves out is not hashed either.
  const details = JSON.parse(JSON.stringify({ webhook_id: id, ...write.details }))
  const draft = { id, tenantId, kind: 'webhook' as const, actor, action, details }
  return withTrailEntry<WebhookWritten>(sql, draft, async trail => {
    const parameters = {
      ...{ id, tenant: tenantId, do: write.do, change, trail, most: MOST_WEBHOOKS },
      ...(keep === undefined ? {} : { key: keyRow(id, keep) }),
    }
    const query = sql.unsafe<{ written: WebhookWritten | 'conflict' }[]>(WRITE, [JSON.stringify(parameters)], {
      prepare: true,
    })
    const [row] = await deadline(query, 6000, 'writing a webhook')
    return row?.written ?? 'conflict'
  })
}

/** Of one tenant: each holds up to its share of what is under way. */
export const MOST_WEBHOOKS = 50

const WRITE = 'SELECT governance.write_webhook($1::text::jsonb) AS written'
