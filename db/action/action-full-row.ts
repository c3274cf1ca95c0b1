// A whole action as clients see it: its row with attempts.
import type { ActionError } from '#domain/action/action.ts'
import type { AttemptOutcome } from '#domain/action/action-status.ts'
import type { ActionView, AttemptView } from '#domain/ports/action-view.ts'
import { ACTION_COLUMNS, type ActionRow, actionRecord, toActionError } from './action-row.ts'

/** Columns that make an ActionFullRow, of a table aliased `a`. */
export const ACTION_FULL_COLUMNS = `${ACTION_COLUMNS},
  (SELECT coalesce(jsonb_agg(jsonb_build_object('started_at', t.started_at, 'ended_at', t.ended_at, 'outcome', t.outcome,
      'http_status', t.http_status, 'error', t.error) ORDER BY t.fence), '[]')
    FROM action_attempts t WHERE t.action_id = a.id) AS attempts,
  CASE WHEN a.status IN ('QUEUED', 'RATE_LIMITED') THEN (SELECT o.closed_until FROM accounts o
    WHERE o.tenant_id = a.tenant_id AND o.platform = a.platform AND o.account = a.account AND o.closed_until > clock_timestamp())
  END AS closed_until`

export interface ActionFullRow extends ActionRow {
  closed_until: Date | null
  attempts: {
    started_at: string
    ended_at: string | null
    outcome: AttemptOutcome
    http_status: number | null
    error: Parameters<typeof toActionError>[0] | null
  }[]
}

export function actionView(row: ActionFullRow): ActionView {
  const { action, version, payload, governanceHash, mediaSha256 } = actionRecord(row)
  return {
    action,
    version,
    tag: String(version),
    payload: payload as ActionView['payload'],
    governanceHash,
    ...(mediaSha256 === undefined ? {} : { mediaSha256 }),
    proposedBy: row.proposed_by,
    approvals: [...action.approvals],
    preflight: row.preflight,
    needsHuman: row.needs_human,
    ...(row.retry_at === null ? {} : { retryAt: row.retry_at }),
    ...(row.closed_until === null ? {} : { accountClosedUntil: row.closed_until }),
    ...(row.platform_ref_id === null ? {} : { platformRefId: row.platform_ref_id }),
    ...(row.permalink === null ? {} : { permalink: row.permalink }),
    ...(row.error === null ? {} : { error: toActionError(row.error) satisfies ActionError }),
    attempts: row.attempts.map(toAttempt),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toAttempt(row: ActionFullRow['attempts'][number], index: number): AttemptView {
  return {
    n: index + 1,
    startedAt: new Date(row.started_at),
    ...(row.ended_at === null ? {} : { endedAt: new Date(row.ended_at) }),
    outcome: row.outcome,
    ...(row.http_status === null ? {} : { httpStatus: row.http_status }),
    ...(row.error === null ? {} : { error: toActionError(row.error) }),
  }
}
