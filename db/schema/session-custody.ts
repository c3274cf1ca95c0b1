// Copies in the bucket where nothing can be deleted before its time, each verified by its hash.
import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { at, createdAt, tenantId } from './columns.ts'

export const sessionCustody = pgTable(
  'session_custody',
  {
    sessionId: uuid('session_id').notNull(),
    /** Its key in that bucket. */
    object: text('object').notNull(),
    tenantId: tenantId(),
    versionId: text('version_id').notNull(),
    sha256: text('sha256').notNull(),
    retainUntil: at('retain_until').notNull(),
    createdAt: createdAt(),
  },
  table => [primaryKey({ columns: [table.sessionId, table.object] })],
)
