// Notes what is to be delivered, and has the endpoints' steps due.
import type { WebhookEventType } from '#domain/webhook/event-types.ts'
import type { Dispatchable } from '#queues/dispatcher.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface NewDelivery {
  id: string
  webhook: string
  event: WebhookEventType
  /** The entry of the trail that it tells of, once for each endpoint; null: a test. */
  subject: string | null
  seq: number | null
  body: string
}

/** Bounded by the caller: one statement for all. @returns whether any endpoint among them takes something, and the steps that are due now and were not before */
export async function deliveriesAdd(
  sql: Sql,
  deliveries: readonly NewDelivery[],
): Promise<{ noted: boolean; woken: Dispatchable[] }> {
  const query = sql.unsafe<Row[]>(ADD, [JSON.stringify(byWebhook(deliveries))], { prepare: true })
  const rows = await deadline(query, 6000, 'noting deliveries')
  const woken = rows.flatMap(({ webhook, tenant, run }) =>
    run === null ? [] : [{ id: webhook, kind: 'deliver-webhooks' as const, tenantId: tenant, run }],
  )
  return { noted: rows.length > 0, woken }
}

function byWebhook(all: readonly NewDelivery[]) {
  const grouped = Map.groupBy(all, ({ webhook }) => webhook)
  return [...grouped].map(([webhook, deliveries]) => ({ webhook, deliveries: deliveries.map(columnsOf) }))
}

const columnsOf = ({ webhook: _, ...columns }: NewDelivery) => columns

interface Row {
  webhook: string
  tenant: string
  run: number | null
}

const ADD = 'SELECT webhook, tenant, run FROM governance.add_webhook_deliveries($1::text::jsonb)'
