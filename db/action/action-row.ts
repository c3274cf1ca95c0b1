// The row of an action as Postgres gives it, and the domain's shape of it.
import type { ActionPayload, PreflightFinding } from '#contracts/action.ts'
import type { Action, ActionError, Approval, Resolution } from '#domain/action/action.ts'
import type { ActionStatus, ExecutionMode, Platform } from '#domain/action/action-status.ts'
import type { Actor, Principal } from '#domain/actor.ts'
import type { AuditHead } from '#domain/audit-entry.ts'

/** Columns that make an ActionRow, of a table aliased `a`, its valid approvals included. */
export const ACTION_COLUMNS = `a.id, a.tenant_id, a.campaign_id, a.execution_id, a.platform, a.account, a.payload, a.governance_hash,
  a.fingerprint, a.media_sha256, a.digest, a.status, a.execution, a.schedule_time, a.expires_at, a.expires_given, a.max_late_seconds,
  a.proposed_by, a.authors, a.approvals_required, a.preflight, a.needs_human, a.retry_at, a.platform_ref_id, a.permalink, a.error,
  a.fence, a.version, a.resolution, a.ended_at, a.audit_seq, encode(a.audit_hash, 'hex') AS audit_hash, a.created_at, a.updated_at,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('sub', p.sub, 'principal', p.principal, 'digest', p.digest, 'comment', p.comment,
      'at', p.at) ORDER BY p.seq), '[]') FROM approvals p WHERE p.action_id = a.id AND p.voided_at IS NULL) AS approvals`

export interface ActionRow {
  id: string
  tenant_id: string
  campaign_id: string | null
  execution_id: string
  platform: Platform
  account: string
  payload: ActionPayload
  governance_hash: string
  fingerprint: string
  media_sha256: string[] | null
  digest: string | null
  status: ActionStatus
  execution: ExecutionMode
  schedule_time: Date | null
  expires_at: Date
  expires_given: boolean
  max_late_seconds: number
  proposed_by: Actor
  authors: string[]
  approvals_required: number
  preflight: PreflightFinding[]
  needs_human: boolean
  retry_at: Date | null
  platform_ref_id: string | null
  permalink: string | null
  error: WireError | null
  fence: number
  version: number
  resolution: Resolution | null
  ended_at: Date | null
  audit_seq: number
  audit_hash: string
  created_at: Date
  updated_at: Date
  approvals: { sub: string; principal: Principal; digest: string; comment: string | null; at: string }[]
}

/** An action with what its row carries beside the domain's state. */
export interface ActionRecord {
  action: Action
  version: number
  fence: number
  head: AuditHead
  executionId: string
  payload: ActionPayload
  governanceHash: string
  fingerprint: string
  mediaSha256: string[] | undefined
  /** What a person said of its unknown outcome, until the platform was asked. */
  resolution?: Resolution
  endedAt?: Date
}

export function actionRecord(row: ActionRow): ActionRecord {
  return {
    action: toAction(row),
    version: row.version,
    fence: row.fence,
    head: { seq: row.audit_seq, hash: row.audit_hash },
    executionId: row.execution_id,
    payload: row.payload,
    governanceHash: row.governance_hash,
    fingerprint: row.fingerprint,
    mediaSha256: row.media_sha256 ?? undefined,
    ...(row.resolution === null ? {} : { resolution: row.resolution }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  }
}

/** An error as the ledger keeps it: the wire's words. */
interface WireError {
  code: string
  message: string
  platform_code?: string
  retryable: boolean
}

export function toActionError(error: WireError): ActionError {
  return {
    code: error.code,
    message: error.message,
    ...(error.platform_code === undefined ? {} : { platformCode: error.platform_code }),
    retryable: error.retryable,
  }
}

export function toApprovals(row: ActionRow): Approval[] {
  return row.approvals.map(({ comment, at, ...approval }) => ({
    ...approval,
    ...(comment === null ? {} : { comment }),
    at: new Date(at).toISOString(),
  }))
}

/** The CHECKs of the table guarantee that the status has the data it needs. */
function toAction(row: ActionRow): Action {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    ...(row.campaign_id === null ? {} : { campaignId: row.campaign_id }),
    platform: row.platform,
    account: row.account,
    execution: row.execution,
    authors: row.authors,
    ...(row.digest === null ? {} : { digest: row.digest }),
    approvals: toApprovals(row),
    approvalsRequired: row.approvals_required,
    ...(row.schedule_time === null ? {} : { scheduleTime: row.schedule_time.toISOString() }),
    expiresAt: row.expires_at.toISOString(),
    expiresGiven: row.expires_given,
    maxLateSeconds: row.max_late_seconds,
    status: row.status,
    ...(row.status === 'RATE_LIMITED' ? { retryAt: (row.retry_at ?? row.updated_at).toISOString() } : {}),
    ...(row.status === 'OUTCOME_UNKNOWN' ? { needsHuman: row.needs_human } : {}),
    ...(row.status === 'COMPLETED' ? { platformRefId: row.platform_ref_id } : {}),
    ...(row.status === 'COMPLETED' && row.permalink !== null ? { permalink: row.permalink } : {}),
    ...(row.error === null ? {} : { error: toActionError(row.error) }),
  } as Action
}
