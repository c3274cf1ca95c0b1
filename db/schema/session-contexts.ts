// Who spoke about what from when on: insert-only, applied by the chunks' own times when they are read.
import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Actor } from '#domain/actor.ts'
import { at, createdAt, tenantId } from './columns.ts'

export const sessionContexts = pgTable(
  'session_contexts',
  {
    sessionId: uuid('session_id').notNull(),
    n: integer('n').notNull(),
    tenantId: tenantId(),
    effectiveFrom: at('effective_from').notNull(),
    /** Which of the three were said; the others stay as they were. */
    changed: jsonb('changed').$type<('current_speaker_id' | 'topic' | 'restricted')[]>().notNull(),
    currentSpeakerId: text('current_speaker_id'),
    topic: text('topic'),
    restricted: boolean('restricted'),
    by: jsonb('by').$type<Actor>().notNull(),
    createdAt: createdAt(),
  },
  table => [primaryKey({ columns: [table.sessionId, table.n] })],
)
