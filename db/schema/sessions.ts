// Recording sessions: the small, hot row of each; what was said stands in tables of its own.
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Actor } from '#domain/actor.ts'
import type { Pinned } from '#domain/session/session.ts'
import { SESSION_STATUSES, type SessionStatus } from '#domain/session/session-status.ts'
import { bytea, createdAt, id, tenantId, updatedAt, words } from './columns.ts'

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
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  table => [
    index('sessions_by_tenant').on(table.tenantId, table.id.desc()),
    check('sessions_status_known', sql`${table.status} IN (${words(SESSION_STATUSES)})`),
  ],
)
