// Each try of a delivery, as it ended.
import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { AttemptError } from '#domain/webhook/webhook.ts'
import { at, tenantId } from './columns.ts'

export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    deliveryId: uuid('delivery_id').notNull(),
    n: integer('n').notNull(),
    tenantId: tenantId(),
    at: at('at').notNull(),
    httpStatus: integer('http_status'),
    error: text('error').$type<AttemptError>(),
    durationMs: integer('duration_ms').notNull(),
    response: text('response'),
  },
  table => [primaryKey({ columns: [table.deliveryId, table.n] })],
)
