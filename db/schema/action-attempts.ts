// Every attempt to send an action: written as INTENT before the first byte goes out.
import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
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
    /** What it may spend, as approved. */
    amountMinor: bigint('amount_minor', { mode: 'number' }),
    /** The sender itself said how it ended: it will not send any more. */
    senderDone: boolean('sender_done').notNull().default(false),
    /** An id that an answer named without saying that it is ours. */
    echo: text('echo'),
  },
  table => [
    index('attempts_by_action').on(table.actionId, table.fence),
    index('attempts_by_account').on(table.platform, table.account, table.startedAt),
    // What counts against a window: still open, or ended within it.
    index('attempts_in_account_window').on(table.platform, table.account, table.endedAt),
    index('attempts_in_platform_window').on(table.platform, table.endedAt),
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
