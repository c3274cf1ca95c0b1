// What became of each chunk: insert-only, the highest `rev` counts; a chunk without one is PROCESSING.
import { boolean, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import type { BlockBody } from '#domain/session/block.ts'
import { createdAt, tenantId } from './columns.ts'

export const sessionBlocks = pgTable(
  'session_blocks',
  {
    sessionId: uuid('session_id').notNull(),
    sequenceId: integer('sequence_id').notNull(),
    rev: integer('rev').notNull(),
    tenantId: tenantId(),
    body: jsonb('body').$type<BlockBody>().notNull(),
    /** As it was heard: tells where the chunk ends. */
    durationMs: integer('duration_ms'),
    /** Recorded after the document was frozen: for the next version alone. */
    late: boolean('late').notNull().default(false),
    createdAt: createdAt(),
  },
  table => [primaryKey({ columns: [table.sessionId, table.sequenceId, table.rev] })],
)
