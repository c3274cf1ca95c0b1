// What was made on a platform before publishing (media ids, containers), kept the instant it existed. Belongs to one digest.
import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '#domain/audit-entry.ts'
import { at, createdAt, tenantId } from './columns.ts'

export const actionCheckpoints = pgTable(
  'action_checkpoints',
  {
    actionId: uuid('action_id').notNull(),
    digest: text('digest').notNull(),
    name: text('name').notNull(),
    tenantId: tenantId(),
    value: jsonb('value').$type<JsonObject>().notNull(),
    /** When the platform forgets it. */
    expiresAt: at('expires_at'),
    createdAt: createdAt(),
  },
  table => [primaryKey({ columns: [table.actionId, table.digest, table.name] })],
)
