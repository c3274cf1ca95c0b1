// Pieces of audio as they were acknowledged: each sequence number once, its bytes in the object store, never changed.
import { sql } from 'drizzle-orm'
import { check, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, tenantId } from './columns.ts'

export const sessionChunks = pgTable(
  'session_chunks',
  {
    sessionId: uuid('session_id').notNull(),
    sequenceId: integer('sequence_id').notNull(),
    /** The subject of its steps. */
    id: uuid('id').notNull(),
    tenantId: tenantId(),
    epoch: integer('epoch').notNull(),
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    contentType: text('content_type').notNull(),
    objectKey: text('object_key').notNull(),
    /** By the client's clock. */
    startedAt: at('started_at').notNull(),
    /** As the client said; the decoder knows better. */
    durationMs: integer('duration_ms'),
    receivedAt: at('received_at').notNull().defaultNow(),
  },
  table => [
    primaryKey({ columns: [table.sessionId, table.sequenceId] }),
    uniqueIndex('session_chunks_by_id').on(table.id),
    check('session_chunks_from_one', sql`${table.sequenceId} >= 1`),
  ],
)
