// The row of a campaign as Postgres gives it, and the domain's shape of it.
import type { Brief, Channel } from '#contracts/brief.ts'
import type { JsonObject } from '#contracts/primitives.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditHead } from '#domain/audit-entry.ts'
import type { Campaign, Failure } from '#domain/campaign/campaign.ts'

/** Columns that make a CampaignRow, of a table aliased `c`. */
export const CAMPAIGN_COLUMNS = `c.id, c.tenant_id, c.state, c.status, c.execution_id, c.version, c.audit_seq,
  encode(c.audit_hash, 'hex') AS audit_hash, c.retry_count, c.max_retries, c.brief, c.channels, c.metadata, c.failure,
  c.created_by, c.started_by, c.created_at, c.updated_at`

export interface CampaignRow {
  id: string
  tenant_id: string
  state: string
  status: string
  execution_id: string
  version: number
  audit_seq: number
  audit_hash: string
  retry_count: number
  max_retries: number
  brief: Brief
  channels: Channel[]
  metadata: JsonObject
  failure: Failure | null
  created_by: Actor
  started_by: Actor | null
  created_at: Date
  updated_at: Date
}

/** A campaign with what its row carries beside the domain's state. */
export interface CampaignRecord {
  campaign: Campaign
  version: number
  head: AuditHead
  brief: Brief
  channels: Channel[]
  metadata: JsonObject
  createdBy: Actor
  startedBy: Actor | undefined
  createdAt: Date
  updatedAt: Date
}

export function campaignRecord(row: CampaignRow): CampaignRecord {
  return {
    campaign: toCampaign(row),
    version: row.version,
    head: { seq: row.audit_seq, hash: row.audit_hash },
    brief: row.brief,
    channels: row.channels,
    metadata: row.metadata,
    createdBy: row.created_by,
    startedBy: row.started_by ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** The CHECKs of the table guarantee that status, state and failure fit each other. */
function toCampaign(row: CampaignRow): Campaign {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    executionId: row.execution_id,
    retryCount: row.retry_count,
    maxRetries: row.max_retries,
    status: row.status,
    state: row.state,
    ...(row.failure === null ? {} : { failure: row.failure }),
  } as Campaign
}
