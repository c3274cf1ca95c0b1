// Every attempt to send an action: written as INTENT before the first byte goes out.
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { ActionError } from '#domain/action/action.ts'
import type { AttemptOutcome, Platform } from '#domain/action/action-status.ts'
import { at, id, tenantId } from './columns.ts'

export const actionAttempts = pgTable(
  'action_attempts',
  {
    id: id(),
    tenantId: tenantId(),
    actionId: uuid('action_id').notNull(),
    phase: text('phase').notNull(),
    fence: integer('fence').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    account: text('account').notNull(),
    fingerprint: text('fingerprint').notNull(),
    outcome: text('outcome').$type<AttemptOutcome>().notNull(),
    /** The process that sends; its advisory lock is free once it is gone. */
    sender: text('sender').notNull(),
    postmasterStart: at('postmaster_start').notNull(),
    startedAt: at('started_at').notNull(),
    deadlineAt: at('deadline_at').notNull(),
    endedAt: at('ended_at'),
    httpStatus: integer('http_status'),
    error: jsonb('error').$type<ActionError>(),
    probes: integer('probes').notNull().default(0),
    platformRefId: text('platform_ref_id'),
  },
  table => [
    index('attempts_by_action').on(table.actionId, table.fence),
    index('attempts_by_account').on(table.platform, table.account, table.startedAt),
    // The guarantee itself: while one attempt is open or confirmed, no code path can open another.
    uniqueIndex('attempts_one_open')
      .on(table.actionId, table.phase)
      .where(sql`${table.outcome} NOT IN ('NOT_SENT','REFUSED_BY_PLATFORM','RATE_LIMITED','ABSENT')`),
    uniqueIndex('attempts_one_post')
      .on(table.platform, table.account, table.platformRefId)
      .where(sql`${table.platformRefId} IS NOT NULL`),
    check(
      'attempts_outcome_known',
      sql`${table.outcome} IN ('INTENT','NOT_SENT','ACCEPTED','REFUSED_BY_PLATFORM','RATE_LIMITED','UNKNOWN','ABSENT')`,
    ),
  ],
)
