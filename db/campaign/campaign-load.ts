// Loads campaigns for commands, many at a time, with what a retry has to respect.
import type { LoadedCampaign } from '#domain/ports/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'
import { CAMPAIGN_FULL_COLUMNS, type CampaignFullRow, campaignView } from './campaign-full-row.ts'
import { type CampaignRecord, campaignRecord } from './campaign-row.ts'

/** A campaign as loaded for a command, with its row. */
export interface LoadedCampaignRow extends LoadedCampaign {
  record: CampaignRecord
}

/** @returns loads a campaign of a tenant; undefined: this tenant has none of that id */
export function campaignLoad(sql: Sql): (tenantId: string, id: string) => Promise<LoadedCampaignRow | undefined> {
  const load = group<{ tenantId: string; id: string }, LoadedCampaignRow | undefined>({
    name: 'campaign-load',
    flush: async wanted => {
      const parameters = [wanted.map(item => item.id), wanted.map(item => item.tenantId)]
      const query = sql.unsafe<Row[]>(LOAD, parameters, { prepare: true })
      const rows = await deadline(query, 5000, 'loading campaigns')
      const byId = new Map(rows.map(row => [row.id, row]))
      return wanted.map(({ tenantId, id }) => {
        const row = byId.get(id)
        return row?.tenant_id === tenantId ? toLoaded(row) : undefined
      })
    },
  })
  return (tenantId, id) => load({ tenantId, id })
}

// The tenant is compared here, so that another's campaign takes no longer to be not found than none at all.
// Only a failed campaign is asked about its actions, so that the common load stays one index look-up.
const LOAD = `
SELECT ${CAMPAIGN_FULL_COLUMNS},
  CASE WHEN c.status = 'failed' THEN EXISTS (
    SELECT 1 FROM governance.actions_ledger a WHERE a.campaign_id = c.id AND a.status IN ('COMPLETED', 'OUTCOME_UNKNOWN', 'EXECUTING')
  ) ELSE false END AS published,
  CASE WHEN c.status = 'failed' THEN EXISTS (
    SELECT 1 FROM governance.actions_ledger a WHERE a.campaign_id = c.id
      AND a.status IN ('QUEUED', 'SCHEDULED', 'RATE_LIMITED', 'EXECUTING', 'OUTCOME_UNKNOWN')
  ) ELSE false END AS open
FROM campaigns c
WHERE (c.id, c.tenant_id) IN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[]))`

type Row = CampaignFullRow & { published: boolean; open: boolean }

function toLoaded(row: Row): LoadedCampaignRow {
  const record = campaignRecord(row)
  return {
    campaign: record.campaign,
    version: record.version,
    view: campaignView(row),
    publishedOrUnknown: row.published,
    openActions: row.open,
    record,
  }
}
