// What a session's finalization has made so far, one row a step: insert-only, so that whatever is killed goes on from there.
import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, tenantId } from './columns.ts'

export const sessionResults = pgTable(
  'session_results',
  {
    sessionId: uuid('session_id').notNull(),
    kind: text('kind').$type<'ASSEMBLY' | 'DOCUMENTS' | 'ARCHIVE'>().notNull(),
    tenantId: tenantId(),
    body: jsonb('body').notNull(),
    createdAt: createdAt(),
  },
  table => [primaryKey({ columns: [table.sessionId, table.kind] })],
)
