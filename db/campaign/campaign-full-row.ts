// A whole campaign as clients see it: its row with results, publications and log, in one look-up.
import type { ActionStatus, Platform } from '#domain/action/action-status.ts'
import type { AuditEntry } from '#domain/audit-entry.ts'
import type { Campaign } from '#domain/campaign/campaign.ts'
import { CAMPAIGN_STAGES, type CampaignStatus } from '#domain/campaign/campaign-state.ts'
import type { CampaignView, PublicationView } from '#domain/ports/campaign-ledger.ts'
import { toActionError } from '../action/action-row.ts'
import { CAMPAIGN_COLUMNS, type CampaignRow, campaignRecord } from './campaign-row.ts'

/** Columns that make a CampaignFullRow, of a table aliased `c`. */
export const CAMPAIGN_FULL_COLUMNS = `${CAMPAIGN_COLUMNS},
  CASE WHEN c.state = 'IDLE' THEN '{}' ELSE (
    SELECT coalesce(jsonb_object_agg(r.stage, r.body), '{}') FROM campaign_results r
    WHERE r.campaign_id = c.id AND r.execution_id = c.execution_id AND r.stage = ANY('{${CAMPAIGN_STAGES.join(',')}}')
  ) END AS results,
  CASE WHEN c.state = 'IDLE' THEN '[]' ELSE (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'platform', a.platform, 'account', a.account, 'status', a.status,
        'needs_human', a.needs_human, 'platform_ref_id', a.platform_ref_id, 'permalink', a.permalink, 'error', a.error,
        'version', a.version) ORDER BY a.id), '[]')
    FROM governance.actions_ledger a WHERE a.campaign_id = c.id
  ) END AS publications,
  (
    SELECT coalesce(jsonb_agg(jsonb_build_object('seq', l.seq, 'at', l.at, 'sub', l.actor_sub, 'principal', l.actor_principal,
        'action', l.action, 'details', l.details, 'prev_hash', encode(l.prev_hash, 'hex'), 'hash', encode(l.hash, 'hex'))
        ORDER BY l.seq), '[]')
    FROM audit_log l WHERE l.subject_id = c.id
  ) AS log`

export interface CampaignFullRow extends CampaignRow {
  results: CampaignView['results']
  publications: PublicationRow[]
  log: LogRow[]
}

interface PublicationRow {
  id: string
  platform: Platform
  account: string
  status: ActionStatus
  needs_human: boolean
  platform_ref_id: string | null
  permalink: string | null
  error: Parameters<typeof toActionError>[0] | null
  version: number
}

interface LogRow {
  seq: number
  at: string
  sub: string
  principal: AuditEntry['actor']['principal']
  action: string
  details: AuditEntry['details']
  prev_hash: string
  hash: string
}

export function campaignView(row: CampaignFullRow): CampaignView {
  const { campaign, version, metadata, channels, brief, createdAt, updatedAt } = campaignRecord(row)
  const publications = row.publications.map(toPublication)
  return {
    campaign,
    version,
    tag: campaignTag(
      version,
      row.publications.reduce((sum, publication) => sum + publication.version, 0),
    ),
    status: clientStatus(campaign, publications),
    brief: brief as CampaignView['brief'],
    channels,
    metadata: metadata as CampaignView['metadata'],
    createdAt,
    updatedAt,
    results: row.results,
    publications,
    log: row.log.map(entry => toEntry(row.id, entry)),
  }
}

/** Another one whenever the campaign or one of its actions changes. */
export function campaignTag(version: number, actionVersions: number): string {
  return `${version}.${actionVersions}`
}

/** `waiting` says that actions have the word; to clients it matters whether a person does. */
export function clientStatus(
  campaign: Campaign,
  actions: readonly { status: ActionStatus; needsHuman: boolean }[],
): CampaignStatus {
  if (campaign.status !== 'waiting') return campaign.status
  const people = actions.some(action => action.status === 'PENDING_APPROVAL' || action.needsHuman)
  return people ? 'waiting_approval' : 'running'
}

function toPublication(row: PublicationRow): PublicationView {
  return {
    actionId: row.id,
    channel: `${row.platform}:${row.account}`,
    status: row.status,
    needsHuman: row.needs_human,
    ...(row.platform_ref_id === null ? {} : { platformRefId: row.platform_ref_id }),
    ...(row.permalink === null ? {} : { permalink: row.permalink }),
    ...(row.error === null ? {} : { error: toActionError(row.error) }),
  }
}

function toEntry(subject: string, row: LogRow): AuditEntry {
  return {
    seq: row.seq,
    at: new Date(row.at).toISOString(),
    subject,
    actor: { sub: row.sub, principal: row.principal },
    action: row.action,
    details: row.details,
    prevHash: row.prev_hash,
    hash: row.hash,
  }
}
