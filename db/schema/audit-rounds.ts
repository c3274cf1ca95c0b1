// One row: whose turn it is to write checkpoints, and what the last round saw.
import { sql } from 'drizzle-orm'
import { check, integer, pgTable, uuid } from 'drizzle-orm/pg-core'
import { at, pgSnapshot } from './columns.ts'

export const auditRounds = pgTable(
  'audit_rounds',
  {
    one: integer('one').primaryKey().default(1),
    dueAt: at('due_at').notNull().defaultNow(),
    holder: uuid('holder'),
    /** Entries that it does not see have not been signed. */
    seen: pgSnapshot('seen').notNull().default(sql`'1:1:'`),
  },
  table => [check('audit_rounds_only_one', sql`${table.one} = 1`)],
)
