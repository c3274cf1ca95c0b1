// Recording sessions: the small, hot row of each; what was said stands in tables of its own.
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Actor } from '#domain/actor.ts'
import type { Pinned, SessionFailure } from '#domain/session/session.ts'
import { SESSION_STATUSES, type SessionStatus } from '#domain/session/session-status.ts'
import { at, bytea, createdAt, id, tenantId, updatedAt, words } from './columns.ts'

export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    tenantId: tenantId(),
    status: text('status').$type<SessionStatus>().notNull(),
    executionId: uuid('execution_id').notNull(),
    version: integer('version').notNull().default(1),
    auditSeq: integer('audit_seq').notNull(),
    auditHash: bytea('audit_hash').notNull(),
    epoch: integer('epoch').notNull().default(1),
    title: text('title'),
    clientTimezone: text('client_timezone').notNull(),
    templateId: text('template_id'),
    pinned: jsonb('pinned').$type<Pinned>().notNull(),
    createdBy: jsonb('created_by').$type<Actor>().notNull(),
    /** The last sequence number that is waited for; there from finalize on. */
    lastSequenceId: integer('last_sequence_id'),
    drainingSince: at('draining_since'),
    failure: jsonb('failure').$type<SessionFailure>(),
    finalizedAt: at('finalized_at'),
    /** Of the document: each correction of a sealed one is the next. */
    documentVersion: integer('document_version').notNull().default(1),
    /** What it corrects. */
    parentSessionId: uuid('parent_session_id'),
    parentSnapshotId: uuid('parent_snapshot_id'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  table => [
    index('sessions_by_tenant').on(table.tenantId, table.id.desc()),
    // Changes only at the end, so every other update stays HOT.
    index('sessions_open').on(table.id).where(sql`${table.finalizedAt} IS NULL`),
    index('sessions_failed').on(table.id).where(sql`${table.failure} IS NOT NULL`),
    check('sessions_status_known', sql`${table.status} IN (${words(SESSION_STATUSES)})`),
    check('sessions_finalized_when_final', sql`(${table.status} = 'FINALIZED') = (${table.finalizedAt} IS NOT NULL)`),
    check(
      'sessions_corrects_what_is_sealed',
      sql`(${table.parentSessionId} IS NULL) = (${table.parentSnapshotId} IS NULL)`,
    ),
  ],
)
