// A tenant's webhooks, as the API sets and reads them.
import type { WebhookLedger } from '#domain/ports/webhook-ledger.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import type { Hint } from '../campaign/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { pageOf } from '../connection/page-of.ts'
import type { Read } from '../connection/with-reader.ts'
import { deliveriesAdd } from './deliveries-add.ts'
import { deliveryReader } from './delivery-reader.ts'
import { webhookReplay } from './webhook-replay.ts'
import { toWebhook, WEBHOOK_COLUMNS, type WebhookRow } from './webhook-row.ts'
import { webhookWrite } from './webhook-write.ts'

export function webhookLedger(sql: Sql, read: Read, { hint }: { hint: Hint }): WebhookLedger {
  /** As it is now, whatever a replica has heard of it. */
  const fresh = async (tenantId: string, id: string) => {
    const query = sql.unsafe<WebhookRow[]>(OWN, [tenantId, id], { prepare: true })
    const [row] = await deadline(query, 6000, 'reading a webhook')
    return row && toWebhook(row)
  }
  return {
    async create(tenantId, { id, url, events, description, sealed }, { actor, keep }) {
      const at = new Date()
      const view: Webhook = {
        ...{ id, tenantId, url, events, description, status: 'ACTIVE', disabledReason: null, disabledAt: null },
        ...{ failingSince: null, previousSecretUntil: null, createdAt: at, updatedAt: at },
      }
      const written = await webhookWrite(sql, {
        ...{ id, tenantId, do: 'create', actor, action: 'webhook.created', details: { url, events } },
        change: { url, events, description, sealed, at: at.toISOString() },
        keep: keep?.(view),
      })
      return written === 'key_taken' || written === 'too_many' ? written : view
    },

    async list(reader, page) {
      const rows = await read<WebhookRow>(reader, LIST, [page.limit + 1, page.after ?? null])
      return pageOf(rows.map(toWebhook), page.limit, ({ id }) => id)
    },

    async view(reader, id) {
      const [row] = await read<WebhookRow>(reader, VIEW, [id])
      return row && toWebhook(row)
    },

    async change({ id, tenantId }, { status, ...fields }, actor) {
      const change = { ...fields, ...(status === undefined ? {} : { status, reason: 'REQUESTED' }) }
      const action =
        status === 'DISABLED' ? 'webhook.disabled' : status === 'ACTIVE' ? 'webhook.enabled' : 'webhook.changed'
      const { description: _, ...told } = change // free text of people stays out of the trail
      const written = await webhookWrite(sql, { id, tenantId, do: 'change', change, actor, action, details: told })
      return written === 'gone' ? undefined : fresh(tenantId, id)
    },

    async delete({ id, tenantId, url }, actor) {
      const change = {}
      const details = { url }
      const entry = { actor, action: 'webhook.deleted', details }
      return (await webhookWrite(sql, { id, tenantId, do: 'delete', change, ...entry })) === 'written'
    },

    async rotate(before, sealed, overlapMs, { actor, keep }) {
      const { id, tenantId } = before
      const until = overlapMs > 0 ? new Date(Date.now() + overlapMs) : null
      const view = { ...before, previousSecretUntil: until, updatedAt: new Date() }
      const written = await webhookWrite(sql, {
        ...{ id, tenantId, do: 'rotate', change: { sealed, overlap_ms: overlapMs }, keep: keep?.(view) },
        ...{ actor, action: 'webhook.secret_rotated', details: { overlap_seconds: overlapMs / 1000 } },
      })
      if (written === 'key_taken') return written
      return written === 'gone' ? undefined : view
    },

    async test({ id: webhook, tenantId }, { id, body }) {
      const event = 'webhook.test'
      const { noted, woken } = await deliveriesAdd(sql, [{ id, webhook, event, subject: null, seq: null, body }])
      hint(
        woken.filter(({ run }) => run === 1).map(({ run: _, ...step }) => ({ ...step, subjectId: step.id, tenantId })),
        [],
      )
      return noted ? 'written' : 'disabled'
    },

    replay: (webhook, which, actor) => webhookReplay(sql, { webhook, which, actor }),

    ...deliveryReader(read),
  }
}

const VIEW = `
SELECT ${WEBHOOK_COLUMNS}
FROM webhooks w
WHERE w.id = $1::uuid`

const OWN = `
SELECT ${WEBHOOK_COLUMNS}
FROM webhooks w
WHERE w.tenant_id = $1::uuid AND w.id = $2::uuid`

const LIST = `
SELECT ${WEBHOOK_COLUMNS}
FROM webhooks w
WHERE $2::uuid IS NULL OR w.id < $2::uuid
ORDER BY w.id DESC
LIMIT $1::int`
