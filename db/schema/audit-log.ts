// The hash-chained trail of every subject: insert-only by grants and by trigger.
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Principal } from '#domain/actor.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { at, bytea, tenantId, xid8 } from './columns.ts'

export const auditLog = pgTable(
  'audit_log',
  {
    subjectId: uuid('subject_id').notNull(),
    seq: integer('seq').notNull(),
    tenantId: tenantId(),
    at: at('at').notNull(),
    actorSub: text('actor_sub').notNull(),
    actorPrincipal: text('actor_principal').$type<Principal>().notNull(),
    action: text('action').notNull(),
    details: jsonb('details').$type<JsonObject>().notNull(),
    prevHash: bytea('prev_hash').notNull(),
    hash: bytea('hash').notNull(),
    /** The transaction that wrote it, so that a checkpoint knows exactly what the one before could not see. Nobody may name another. */
    tx: xid8('tx').notNull().default(sql`pg_current_xact_id()`),
  },
  table => [
    primaryKey({ columns: [table.subjectId, table.seq] }),
    index('audit_log_by_tenant').on(table.tenantId, table.at),
    index('audit_log_by_tx').on(table.tx),
    check('audit_log_seq_from_one', sql`${table.seq} >= 1`),
  ],
)
