// What people corrected in blocks: insert-only, the latest word on each field counts, whatever core says afterwards.
import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Actor } from '#domain/actor.ts'
import { createdAt, tenantId } from './columns.ts'

export const sessionEdits = pgTable(
  'session_edits',
  {
    sessionId: uuid('session_id').notNull(),
    sequenceId: integer('sequence_id').notNull(),
    n: integer('n').notNull(),
    tenantId: tenantId(),
    /** Which of the three were said; the others stay as they were. */
    changed: jsonb('changed').$type<('text' | 'restricted' | 'target_placeholder')[]>().notNull(),
    text: text('text'),
    restricted: boolean('restricted'),
    targetPlaceholder: text('target_placeholder'),
    by: jsonb('by').$type<Actor>().notNull(),
    createdAt: createdAt(),
  },
  table => [primaryKey({ columns: [table.sessionId, table.sequenceId, table.n] })],
)
