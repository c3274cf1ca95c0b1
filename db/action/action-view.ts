// An action with its approvals and attempts, as the API shows it.
import type { Action, ActionError, Approval } from '#domain/action/action.ts'
import type { ActionStatus, AttemptOutcome, ExecutionMode, Platform } from '#domain/action/action-status.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditEntry, JsonObject } from '#domain/audit-entry.ts'
import type { ActionView, AttemptView, PreflightFindingView } from '#domain/ports/action-ledger.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'

export function actionView(read: Read) {
  return async (reader: Reader, id: string): Promise<ActionView | undefined> => {
    const [row] = await read<ActionViewRow>(reader, VIEW, [id])
    return row && toActionView(row)
  }
}

/** What an ActionViewRow needs, of the ledger aliased `a`. */
export const ACTION_VIEW_COLUMNS = `a.id, a.tenant_id, a.campaign_id, a.execution_id, a.platform, a.account, a.payload,
  a.governance_hash, a.fingerprint, a.media_sha256, a.digest, a.status, a.execution, a.schedule_time, a.expires_at,
  a.expires_given, a.max_late_seconds, a.proposed_by, a.authors, a.approvals_required, a.preflight, a.needs_human, a.retry_at,
  a.platform_ref_id, a.permalink, a.error, a.fence, a.version, a.audit_seq, encode(a.audit_hash, 'hex') AS audit_hash,
  a.created_at, a.updated_at,
  (SELECT json_agg(json_strip_nulls(json_build_object(
      'sub', p.sub, 'principal', p.principal, 'digest', p.digest, 'comment', p.comment,
      'at', to_char(p.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) ORDER BY p.seq)
    FROM approvals p WHERE p.action_id = a.id AND p.voided_at IS NULL) AS approvals,
  (SELECT json_agg(json_strip_nulls(json_build_object(
      'startedAt', t.started_at, 'endedAt', t.ended_at, 'outcome', t.outcome, 'httpStatus', t.http_status,
      'error', t.error)) ORDER BY t.fence, t.started_at)
    FROM action_attempts t WHERE t.action_id = a.id) AS attempts`

export interface ActionViewRow {
  id: string
  tenant_id: string
  campaign_id: string | null
  execution_id: string
  platform: Platform
  account: string
  payload: JsonObject
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
  preflight: PreflightFindingView[]
  needs_human: boolean
  retry_at: Date | null
  platform_ref_id: string | null
  permalink: string | null
  error: ActionError | null
  fence: number
  version: number
  audit_seq: number
  audit_hash: string
  created_at: Date
  updated_at: Date
  approvals: Approval[] | null
  attempts:
    | { startedAt: string; endedAt?: string; outcome: AttemptOutcome; httpStatus?: number; error?: ActionError }[]
    | null
}

const VIEW = `
SELECT ${ACTION_VIEW_COLUMNS}
FROM governance.actions_ledger a
WHERE a.id = $1::uuid`

export function toActionView(row: ActionViewRow): ActionView {
  return {
    ...{ action: toAction(row), version: row.version, tag: String(row.version), payload: row.payload },
    governanceHash: row.governance_hash,
    ...(row.media_sha256 === null ? {} : { mediaSha256: row.media_sha256 }),
    proposedBy: row.proposed_by,
    approvals: row.approvals ?? [],
    preflight: row.preflight,
    needsHuman: row.needs_human,
    ...(row.retry_at === null ? {} : { retryAt: row.retry_at }),
    ...(row.platform_ref_id === null ? {} : { platformRefId: row.platform_ref_id }),
    ...(row.permalink === null ? {} : { permalink: row.permalink }),
    ...(row.error === null ? {} : { error: row.error }),
    attempts: (row.attempts ?? []).map(toAttempt),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** The CHECKs of the table guarantee that what a status needs is there. */
export function toAction(row: ActionViewRow): Action {
  return {
    ...{ id: row.id, tenantId: row.tenant_id, platform: row.platform, account: row.account, execution: row.execution },
    ...(row.campaign_id === null ? {} : { campaignId: row.campaign_id }),
    ...(row.digest === null ? {} : { digest: row.digest }),
    ...(row.schedule_time === null ? {} : { scheduleTime: row.schedule_time.toISOString() }),
    ...{ authors: row.authors, approvals: row.approvals ?? [], approvalsRequired: row.approvals_required },
    ...{
      expiresAt: row.expires_at.toISOString(),
      expiresGiven: row.expires_given,
      maxLateSeconds: row.max_late_seconds,
    },
    status: row.status,
    ...(row.status === 'RATE_LIMITED' && { retryAt: row.retry_at?.toISOString() }),
    ...(row.status === 'OUTCOME_UNKNOWN' && { needsHuman: row.needs_human }),
    ...(row.status === 'COMPLETED' && { platformRefId: row.platform_ref_id }),
    ...(row.status === 'COMPLETED' && row.permalink !== null && { permalink: row.permalink }),
    ...(row.status === 'FAILED' && { error: row.error }),
  } as Action
}

function toAttempt(row: NonNullable<ActionViewRow['attempts']>[number], index: number): AttemptView {
  const { startedAt, endedAt, outcome, httpStatus, error } = row
  return {
    ...{ n: index + 1, startedAt: new Date(startedAt), outcome },
    ...(endedAt === undefined ? {} : { endedAt: new Date(endedAt) }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(error === undefined ? {} : { error }),
  }
}

/** The view as it will be once a command's statement is committed. */
export function actionViewAfter(before: ActionView, action: Action, entries: readonly AuditEntry[]): ActionView {
  const version = before.version + 1
  const { retryAt: _, ...rest } = before
  return {
    ...rest,
    ...{ action, version, tag: String(version), approvals: [...action.approvals] },
    needsHuman: action.status === 'OUTCOME_UNKNOWN' && action.needsHuman,
    ...(action.status === 'RATE_LIMITED' && { retryAt: new Date(action.retryAt) }),
    ...(action.status === 'COMPLETED' && { platformRefId: action.platformRefId }),
    ...(action.status === 'COMPLETED' && action.permalink !== undefined && { permalink: action.permalink }),
    ...(action.status === 'FAILED' && { error: action.error }),
    updatedAt: new Date(entries.at(-1)?.at ?? before.updatedAt),
  }
}
