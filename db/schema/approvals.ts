// Who approved which digest of an action. An edit makes them void; they stay as history.
import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Principal } from '#domain/actor.ts'
import { at, tenantId } from './columns.ts'

export const approvals = pgTable(
  'approvals',
  {
    actionId: uuid('action_id').notNull(),
    /** Position in the action's audit chain, so that one person's approvals before and after an edit both stay. */
    seq: integer('seq').notNull(),
    tenantId: tenantId(),
    sub: text('sub').notNull(),
    principal: text('principal').$type<Principal>().notNull(),
    digest: text('digest').notNull(),
    comment: text('comment'),
    at: at('at').notNull(),
    voidedAt: at('voided_at'),
  },
  table => [primaryKey({ columns: [table.actionId, table.seq] })],
)
