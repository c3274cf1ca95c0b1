// A campaign as a line of a list: its row, and what its actions make of its status and tag.
import type { JsonObject } from '#domain/audit-entry.ts'
import type { CampaignStatus } from '#domain/campaign/campaign-state.ts'
import type { CampaignSummary } from '#domain/ports/campaign-ledger.ts'
import { campaignTag } from './campaign-full-row.ts'
import { CAMPAIGN_COLUMNS, type CampaignRow, campaignRecord } from './campaign-row.ts'

/** Of a table aliased `c`. A draft has no actions to look for. */
export const CAMPAIGN_SUMMARY_COLUMNS = `${CAMPAIGN_COLUMNS},
  CASE WHEN c.status <> 'waiting' THEN c.status
    WHEN EXISTS (
      SELECT 1 FROM governance.actions_ledger a
      WHERE a.campaign_id = c.id AND (a.status = 'PENDING_APPROVAL' OR a.needs_human)
    ) THEN 'waiting_approval'
    ELSE 'running' END AS shown_status,
  CASE WHEN c.state = 'IDLE' THEN 0 ELSE
    (SELECT coalesce(sum(a.version), 0) FROM governance.actions_ledger a WHERE a.campaign_id = c.id) END::int AS action_versions`

export interface CampaignSummaryRow extends CampaignRow {
  shown_status: CampaignStatus
  action_versions: number
}

export function campaignSummary(row: CampaignSummaryRow): CampaignSummary {
  const { campaign, version, brief, channels, metadata, createdAt, updatedAt } = campaignRecord(row)
  return {
    ...{ campaign, version, tag: campaignTag(version, row.action_versions), status: row.shown_status },
    brief: asJson(brief),
    metadata: asJson(metadata),
    ...{ channels, createdAt, updatedAt },
  }
}

/** It came out of a jsonb column; an interface's optional members are what hides that from the compiler. */
function asJson(value: object): JsonObject {
  return value as JsonObject
}
