// How a published action did, one row a collection.
import { integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '#domain/audit-entry.ts'
import { at, tenantId } from './columns.ts'

export const actionMetrics = pgTable(
  'action_metrics',
  {
    actionId: uuid('action_id').notNull(),
    n: integer('n').notNull(),
    tenantId: tenantId(),
    collectedAt: at('collected_at').notNull(),
    figures: jsonb('figures').$type<JsonObject>().notNull(),
    raw: jsonb('raw').$type<JsonObject>().notNull(),
  },
  table => [primaryKey({ columns: [table.actionId, table.n] })],
)
