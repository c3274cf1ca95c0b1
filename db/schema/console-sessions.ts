// Who is signed in at the console, and until when: a row a browser, whose tokens only that browser's cookie opens.
import { sql } from 'drizzle-orm'
import { check, index, pgTable, text } from 'drizzle-orm/pg-core'
import { at, bytea, createdAt, tenantId } from './columns.ts'

export const consoleSessions = pgTable(
  'console_sessions',
  {
    /** SHA-256 of what the cookie holds: who reads this table can't make the cookie of it. */
    key: bytea('key').primaryKey(),
    tenantId: tenantId(),
    sub: text('sub').notNull(),
    /** The tokens, sealed with a key that is made of the cookie. */
    sealed: text('sealed').notNull(),
    createdAt: createdAt(),
    expiresAt: at('expires_at').notNull(),
  },
  table => [
    index('console_sessions_by_person').on(table.tenantId, table.sub),
    index('console_sessions_by_end').on(table.expiresAt),
    check('console_sessions_key_is_sha256', sql`octet_length(${table.key}) = 32`),
  ],
)
