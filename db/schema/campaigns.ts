// Campaigns: the small, hot row of each; no index on a column that changes, so that updates stay HOT.
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Brief, Channel } from '#contracts/brief.ts'
import type { JsonObject } from '#contracts/primitives.ts'
import type { Actor } from '#domain/actor.ts'
import { type Campaign, type Failure, STORED_CAMPAIGN_STATUSES } from '#domain/campaign/campaign.ts'
import { CAMPAIGN_STATES, type CampaignState } from '#domain/campaign/campaign-state.ts'
import { at, bytea, createdAt, id, tenantId, updatedAt, words } from './columns.ts'

export const campaigns = pgTable(
  'campaigns',
  {
    id: id(),
    tenantId: tenantId(),
    state: text('state').$type<CampaignState>().notNull(),
    status: text('status').$type<Campaign['status']>().notNull(),
    executionId: uuid('execution_id').notNull(),
    version: integer('version').notNull().default(1),
    auditSeq: integer('audit_seq').notNull(),
    auditHash: bytea('audit_hash').notNull(),
    retryCount: integer('retry_count').notNull().default(0),
    maxRetries: integer('max_retries').notNull(),
    brief: jsonb('brief').$type<Brief>().notNull(),
    channels: jsonb('channels').$type<Channel[]>().notNull(),
    metadata: jsonb('metadata').$type<JsonObject>().notNull(),
    failure: jsonb('failure').$type<Failure>(),
    createdBy: jsonb('created_by').$type<Actor>().notNull(),
    /** Whoever started it: the proposer of its actions. */
    startedBy: jsonb('started_by').$type<Actor>(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    endedAt: at('ended_at'),
  },
  table => [
    index('campaigns_by_tenant').on(table.tenantId, table.id.desc()),
    // Changes only at the end, so every other update stays HOT.
    index('campaigns_open').on(table.id).where(sql`${table.endedAt} IS NULL`),
    check('campaigns_state_known', sql`${table.state} IN (${words(CAMPAIGN_STATES)})`),
    check('campaigns_status_known', sql`${table.status} IN (${words(STORED_CAMPAIGN_STATUSES)})`),
    check(
      'campaigns_ended_when_final',
      sql`(${table.status} IN ('completed','failed','cancelled')) = (${table.endedAt} IS NOT NULL)`,
    ),
    check('campaigns_failure_when_failed', sql`(${table.status} = 'failed') = (${table.failure} IS NOT NULL)`),
  ],
)
