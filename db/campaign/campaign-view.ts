// A campaign with all that belongs to it, as the API shows it.
import type { AuditEntry, JsonObject } from '#domain/audit-entry.ts'
import { type Campaign, isSettled } from '#domain/campaign/campaign.ts'
import {
  CAMPAIGN_STAGES,
  type CampaignStage,
  type CampaignStatus,
  isEarlierStage,
} from '#domain/campaign/campaign-state.ts'
import type { CampaignSummary, CampaignView, PublicationView } from '#domain/ports/campaign-ledger.ts'
import type { Reader } from '#domain/ports/page.ts'
import { ENTRY_JSON } from '../audit/entry-json.ts'
import type { Read } from '../connection/with-reader.ts'
import { CAMPAIGN_COLUMNS, type CampaignRow, campaignRecord } from './campaign-row.ts'

export function campaignView(read: Read) {
  return async (reader: Reader, id: string): Promise<CampaignView | undefined> => {
    const [row] = await read<CampaignViewRow>(reader, VIEW, [id])
    return row && toCampaignView(row)
  }
}

/** What a summary needs beside CAMPAIGN_COLUMNS, of a table aliased `c`. A draft has no actions to look for. */
export const CAMPAIGN_SUMMARY_COLUMNS = `${CAMPAIGN_COLUMNS},
  CASE WHEN c.status <> 'waiting' THEN c.status
    WHEN EXISTS (
      SELECT 1 FROM governance.actions_ledger a
      WHERE a.campaign_id = c.id AND (a.status = 'PENDING_APPROVAL' OR a.needs_human)
    ) THEN 'waiting_approval'
    ELSE 'running' END AS shown_status,
  c.version || '.' || CASE WHEN c.status = 'draft' THEN 0 ELSE
    (SELECT coalesce(sum(a.version), 0) FROM governance.actions_ledger a WHERE a.campaign_id = c.id) END AS tag`

/** What a view needs, of a table aliased `c`. */
export const CAMPAIGN_VIEW_COLUMNS = `${CAMPAIGN_SUMMARY_COLUMNS},
  (SELECT json_agg(${ENTRY_JSON} ORDER BY l.seq) FROM audit_log l WHERE l.subject_id = c.id) AS log,
  CASE WHEN c.status <> 'draft' THEN (
    SELECT json_object_agg(r.stage, r.body) FROM campaign_results r
    WHERE r.campaign_id = c.id AND r.execution_id = c.execution_id
  ) END AS results,
  CASE WHEN c.status <> 'draft' THEN (
    SELECT json_agg(json_strip_nulls(json_build_object(
      'actionId', a.id, 'channel', a.platform || ':' || a.account, 'status', a.status, 'needsHuman', a.needs_human,
      'platformRefId', a.platform_ref_id, 'permalink', a.permalink, 'error', a.error)) ORDER BY a.id)
    FROM governance.actions_ledger a WHERE a.campaign_id = c.id
  ) END AS publications`

export interface CampaignSummaryRow extends CampaignRow {
  shown_status: CampaignStatus
  tag: string
}

export interface CampaignViewRow extends CampaignSummaryRow {
  log: AuditEntry[] | null
  results: Partial<Record<CampaignStage, unknown>> | null
  publications: PublicationView[] | null
}

const VIEW = `
SELECT ${CAMPAIGN_VIEW_COLUMNS}
FROM campaigns c
WHERE c.id = $1::uuid`

export function toCampaignSummary(row: CampaignSummaryRow): CampaignSummary {
  const { campaign, version, brief, channels, metadata, createdAt, updatedAt } = campaignRecord(row)
  return {
    ...{ campaign, version, tag: row.tag, status: row.shown_status },
    brief: asJson(brief),
    ...{ channels, metadata, createdAt, updatedAt },
  }
}

/** It came out of a jsonb column; an interface's optional members are what hides that from the compiler. */
function asJson(brief: object): JsonObject {
  return brief as JsonObject
}

export function toCampaignView(row: CampaignViewRow): CampaignView {
  return {
    ...toCampaignSummary(row),
    results: row.results ?? {},
    publications: row.publications ?? [],
    log: row.log ?? [],
  }
}

/** The view as it will be once a command's statement is committed. */
export function campaignViewAfter(
  before: CampaignView,
  campaign: Campaign,
  entries: readonly AuditEntry[],
): CampaignView {
  const version = before.version + 1
  return {
    ...before,
    ...{ campaign, version },
    tag: `${version}.${before.tag.split('.')[1] ?? 0}`,
    status: campaign.status === 'waiting' ? before.status : campaign.status,
    updatedAt: new Date(entries.at(-1)?.at ?? before.updatedAt),
    results: keptResults(before, campaign),
    log: [...before.log, ...entries],
  }
}

/** The view of a campaign that is about to be inserted, perhaps already started. */
export function newCampaignView(
  input: Pick<CampaignView, 'brief' | 'channels' | 'metadata'>,
  campaign: Exclude<Campaign, { status: 'waiting' }>,
  entries: readonly AuditEntry[],
): CampaignView {
  const { brief, channels, metadata } = input
  const at = new Date(entries[0]?.at ?? Date.now())
  return {
    ...{ campaign, version: 1, tag: '1.0', status: campaign.status, brief, channels, metadata },
    ...{ createdAt: at, updatedAt: at, results: {}, publications: [], log: [...entries] },
  }
}

/** A retry keeps the results of the stages before the one that it starts at. */
function keptResults(before: CampaignView, campaign: Campaign): CampaignView['results'] {
  if (campaign.executionId === before.campaign.executionId || isSettled(campaign)) return before.results
  const from = campaign.state as CampaignStage
  return Object.fromEntries(
    CAMPAIGN_STAGES.filter(stage => isEarlierStage(stage, from) && stage in before.results).map(stage => [
      stage,
      before.results[stage],
    ]),
  )
}
