// One change of state on its way to one endpoint; its id is the `webhook-id`. It outlives its endpoint, unseen, until its time is over.
import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { type AttemptError, DELIVERY_STATUSES, type DeliveryStatus } from '#domain/webhook/webhook.ts'
import { at, createdAt, id, tenantId, words } from './columns.ts'

export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: id(),
    tenantId: tenantId(),
    webhookId: uuid('webhook_id').notNull(),
    event: text('event').notNull(),
    /** The entry of the trail that it tells of; null: a test. */
    subjectId: uuid('subject_id'),
    seq: integer('seq'),
    /** The bytes that are signed, the same at each try. */
    body: text('body').notNull(),
    status: text('status').$type<DeliveryStatus>().notNull().default('PENDING'),
    attempts: integer('attempts').notNull().default(0),
    /** Since it was noted or replayed last: what the schedule of tries counts. */
    tries: integer('tries').notNull().default(0),
    /** Of what is under way: when its claim ends. */
    nextAt: at('next_at').notNull(),
    claim: uuid('claim'),
    lastHttpStatus: integer('last_http_status'),
    lastError: text('last_error').$type<AttemptError>(),
    createdAt: createdAt(),
    endedAt: at('ended_at'),
  },
  table => [
    index('webhook_deliveries_by_webhook').on(table.webhookId, table.id.desc()),
    uniqueIndex('webhook_deliveries_once').on(table.webhookId, table.subjectId, table.seq),
    index('webhook_deliveries_pending').on(table.webhookId, table.nextAt).where(sql`${table.status} = 'PENDING'`),
    index('webhook_deliveries_in_flight').on(table.webhookId).where(sql`${table.claim} IS NOT NULL`),
    index('webhook_deliveries_by_status').on(table.webhookId, table.status, table.createdAt),
    index('webhook_deliveries_by_age').on(table.createdAt),
    check('webhook_deliveries_status_known', sql`${table.status} IN (${words(DELIVERY_STATUSES)})`),
    check('webhook_deliveries_ended_when_final', sql`(${table.status} = 'PENDING') = (${table.endedAt} IS NULL)`),
  ],
)
