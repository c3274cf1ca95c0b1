// A newly proposed action as a row of a statement.
import type { ActionPayload, PreflightFinding } from '#contracts/action.ts'
import type { Action } from '#domain/action/action.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditEntry, AuditHead } from '#domain/audit-entry.ts'
import type { ColumnType } from '../connection/row-set.ts'

export interface ActionInsert {
  action: Action
  executionId: string
  payload: ActionPayload
  governanceHash: string
  fingerprint: string
  mediaSha256?: string[]
  proposedBy: Actor
  preflight: PreflightFinding[]
  entries: AuditEntry[]
  head: AuditHead
}

export const ACTION_INSERT_COLUMNS = {
  owner: 'uuid',
  id: 'uuid',
  tenant: 'uuid',
  campaign: 'uuid',
  execution_id: 'uuid',
  platform: 'text',
  account: 'text',
  payload: 'text',
  governance_hash: 'text',
  fingerprint: 'text',
  media_sha256: 'text',
  digest: 'text',
  status: 'text',
  execution: 'text',
  schedule_time: 'text',
  expires_at: 'text',
  expires_given: 'bool',
  max_late_seconds: 'int',
  proposed_by: 'text',
  authors: 'text',
  approvals_required: 'int',
  preflight: 'text',
  seq: 'int',
  hash: 'text',
} as const satisfies Record<string, ColumnType>

export const ACTION_TARGET = `governance.actions_ledger (id, tenant_id, campaign_id, execution_id, platform, account, payload,
  governance_hash, fingerprint, media_sha256, digest, status, execution, schedule_time, expires_at, expires_given,
  max_late_seconds, proposed_by, authors, approvals_required, preflight, audit_seq, audit_hash)`

/** The select list that turns ACTION_INSERT_COLUMNS into columns of the ledger. */
export const ACTION_VALUES = `x.id, x.tenant, x.campaign, x.execution_id, x.platform, x.account, x.payload::jsonb,
  x.governance_hash, x.fingerprint, x.media_sha256::jsonb, x.digest, x.status, x.execution, x.schedule_time::timestamptz,
  x.expires_at::timestamptz, x.expires_given, x.max_late_seconds, x.proposed_by::jsonb, x.authors::jsonb, x.approvals_required,
  x.preflight::jsonb, x.seq, decode(x.hash, 'hex')`

export function actionInsertRow(owner: string, insert: ActionInsert) {
  const { action } = insert
  return {
    owner,
    id: action.id,
    tenant: action.tenantId,
    campaign: action.campaignId,
    execution_id: insert.executionId,
    platform: action.platform,
    account: action.account,
    payload: JSON.stringify(insert.payload),
    governance_hash: insert.governanceHash,
    fingerprint: insert.fingerprint,
    media_sha256: insert.mediaSha256 && JSON.stringify(insert.mediaSha256),
    digest: action.digest,
    status: action.status,
    execution: action.execution,
    schedule_time: action.scheduleTime,
    expires_at: action.expiresAt,
    expires_given: action.expiresGiven,
    max_late_seconds: action.maxLateSeconds,
    proposed_by: JSON.stringify(insert.proposedBy),
    authors: JSON.stringify(action.authors),
    approvals_required: action.approvalsRequired,
    preflight: JSON.stringify(insert.preflight),
    seq: insert.head.seq,
    hash: insert.head.hash,
  }
}
