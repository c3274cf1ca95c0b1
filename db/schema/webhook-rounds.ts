// One row: whose turn it is to read trails for webhooks, and what the last round saw.
import { sql } from 'drizzle-orm'
import { check, integer, pgTable, uuid } from 'drizzle-orm/pg-core'
import { at, pgSnapshot } from './columns.ts'

export const webhookRounds = pgTable(
  'webhook_rounds',
  {
    one: integer('one').primaryKey().default(1),
    dueAt: at('due_at').notNull().defaultNow(),
    endedAt: at('ended_at').notNull().defaultNow(),
    holder: uuid('holder'),
    /** Entries that it does not see have not been told. */
    seen: pgSnapshot('seen').notNull().default(sql`pg_current_snapshot()`),
  },
  table => [check('webhook_rounds_only_one', sql`${table.one} = 1`)],
)
