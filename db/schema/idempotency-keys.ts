// Answers already given, by tenant, route and Idempotency-Key.
import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { createdAt, tenantId } from './columns.ts'

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenantId: tenantId(),
    route: text('route').notNull(),
    key: text('key').notNull(),
    bodySha256: text('body_sha256').notNull(),
    status: integer('status').notNull(),
    headers: jsonb('headers').$type<Record<string, string>>().notNull(),
    body: text('body').notNull(),
    createdAt: createdAt(),
  },
  table => [
    primaryKey({ columns: [table.tenantId, table.route, table.key] }),
    index('idempotency_keys_by_age').on(table.createdAt),
  ],
)
