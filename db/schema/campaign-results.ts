// What each stage of each execution brought: insert-only, so that the hot row stays small.
import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import type { SeenBy } from '../campaign/campaign-keep-seen.ts'
import { createdAt, tenantId } from './columns.ts'

export const campaignResults = pgTable(
  'campaign_results',
  {
    campaignId: uuid('campaign_id').notNull(),
    executionId: uuid('execution_id').notNull(),
    /** Or the name under which a stage keeps what it saw of the outside. */
    stage: text('stage').$type<CampaignStage | SeenBy['name']>().notNull(),
    tenantId: tenantId(),
    body: jsonb('body').notNull(),
    createdAt: createdAt(),
  },
  table => [primaryKey({ columns: [table.campaignId, table.executionId, table.stage] })],
)
