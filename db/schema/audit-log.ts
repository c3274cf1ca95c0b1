// The hash-chained trail of every subject: insert-only by grants and by trigger.
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Principal } from '#domain/actor.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { at, bytea, id, tenantId } from './columns.ts'

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
  },
  table => [
    primaryKey({ columns: [table.subjectId, table.seq] }),
    index('audit_log_by_tenant').on(table.tenantId, table.at),
    check('audit_log_seq_from_one', sql`${table.seq} >= 1`),
  ],
)

/** Signed heads of all subjects of a tenant that moved since the checkpoint before; the object holds the heads. */
export const auditCheckpoints = pgTable(
  'audit_checkpoints',
  {
    id: id(),
    tenantId: tenantId(),
    at: at('at').notNull(),
    heads: integer('heads').notNull(),
    /** Key of the object in the object-lock bucket. */
    objectKey: text('object_key').notNull(),
    sha256: text('sha256').notNull(),
    keyId: text('key_id').notNull(),
    signature: text('signature').notNull(),
  },
  table => [index('audit_checkpoints_by_tenant').on(table.tenantId, table.at.desc())],
)
