// governance.actions_ledger: every action that anybody proposed, and how far it came.
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgSchema, text, uuid } from 'drizzle-orm/pg-core'
import type { ActionPayload, PreflightFinding } from '#contracts/action.ts'
import type { ActionError, Resolution } from '#domain/action/action.ts'
import {
  ACTION_STATUSES,
  type ActionStatus,
  type ExecutionMode,
  FINAL_ACTION_STATUSES,
  type Platform,
} from '#domain/action/action-status.ts'
import type { Actor } from '#domain/actor.ts'
import { at, bytea, createdAt, id, tenantId, updatedAt, words } from './columns.ts'

export const governance = pgSchema('governance')

export const actionsLedger = governance.table(
  'actions_ledger',
  {
    id: id(),
    tenantId: tenantId(),
    campaignId: uuid('campaign_id'),
    executionId: uuid('execution_id').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    account: text('account').notNull(),
    payload: jsonb('payload').$type<ActionPayload>().notNull(),
    governanceHash: text('governance_hash').notNull(),
    /** SHA-256 of text, media and target: what makes two actions the same content on one account. */
    fingerprint: text('fingerprint').notNull(),
    mediaSha256: jsonb('media_sha256').$type<string[]>(),
    digest: text('digest'),
    status: text('status').$type<ActionStatus>().notNull(),
    execution: text('execution').$type<ExecutionMode>().notNull(),
    scheduleTime: at('schedule_time'),
    expiresAt: at('expires_at').notNull(),
    /** Whether the proposer named the expiry; else it is counted anew from the last approval. */
    expiresGiven: boolean('expires_given').notNull(),
    maxLateSeconds: integer('max_late_seconds').notNull(),
    proposedBy: jsonb('proposed_by').$type<Actor>().notNull(),
    authors: jsonb('authors').$type<string[]>().notNull(),
    approvalsRequired: integer('approvals_required').notNull().default(1),
    preflight: jsonb('preflight').$type<PreflightFinding[]>().notNull(),
    needsHuman: boolean('needs_human').notNull().default(false),
    retryAt: at('retry_at'),
    platformRefId: text('platform_ref_id'),
    permalink: text('permalink'),
    /** What a person said became of an unknown outcome; a worker asks the platform before it counts. */
    resolution: jsonb('resolution').$type<Resolution>(),
    error: jsonb('error').$type<ActionError>(),
    /** Grows with each claim: an outcome counts only for the claim it belongs to. */
    fence: integer('fence').notNull().default(0),
    version: integer('version').notNull().default(1),
    auditSeq: integer('audit_seq').notNull(),
    auditHash: bytea('audit_hash').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    endedAt: at('ended_at'),
    /** While it waits for a person: when what it is about is due or expires. A trigger keeps it, whoever writes. */
    decideBy: at('decide_by'),
  },
  table => [
    index('actions_by_tenant').on(table.tenantId, table.id.desc()),
    index('actions_by_campaign').on(table.campaignId),
    // Changes only at the end, so every other update stays HOT.
    index('actions_open').on(table.id).where(sql`${table.endedAt} IS NULL`),
    // It changes for the few that a person has to resolve, and for no other.
    index('actions_need_human').on(table.id).where(sql`${table.needsHuman}`),
    // The inbox. It changes when waiting begins and ends, and with an edit in between.
    index('actions_to_decide').on(table.tenantId, table.decideBy, table.id).where(sql`${table.decideBy} IS NOT NULL`),
    index('actions_by_content').on(table.platform, table.account, table.fingerprint),
    check('actions_status_known', sql`${table.status} IN (${words(ACTION_STATUSES)})`),
    check(
      'actions_ended_when_final',
      sql`(${table.status} IN (${words(FINAL_ACTION_STATUSES)})) = (${table.endedAt} IS NOT NULL)`,
    ),
    check('actions_completed_has_proof', sql`${table.status} <> 'COMPLETED' OR ${table.platformRefId} IS NOT NULL`),
    check('actions_failed_has_error', sql`(${table.status} = 'FAILED') = (${table.error} IS NOT NULL)`),
  ],
)
