// What guard signed: one snapshot a session, never changed.
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '#domain/audit-entry.ts'
import { at, createdAt, tenantId } from './columns.ts'

export const sessionSnapshots = pgTable('session_snapshots', {
  sessionId: uuid('session_id').primaryKey(),
  tenantId: tenantId(),
  snapshotId: uuid('snapshot_id').notNull().unique(),
  version: integer('version').notNull(),
  integrityHash: text('integrity_hash').notNull(),
  parentSnapshotId: uuid('parent_snapshot_id'),
  manifest: jsonb('manifest').$type<JsonObject>().notNull(),
  signature: text('signature').notNull(),
  keyId: text('key_id').notNull(),
  at: at('at').notNull(),
  createdAt: createdAt(),
})
