// An action as clients see it, which is also its execution report.
import type { ActionResource } from '#contracts/action.ts'
import type { ActionError } from '#domain/action/action.ts'
import type { ActionView, AttemptView } from '#domain/ports/action-view.ts'

export function actionResource(view: ActionView): ActionResource {
  const { action } = view
  return defined({
    action_id: action.id,
    tenant_id: action.tenantId,
    campaign_id: action.campaignId,
    platform: action.platform,
    account: action.account,
    payload: view.payload as ActionResource['payload'], // checked when it was proposed
    governance_hash: view.governanceHash,
    digest: action.digest,
    media_ready: action.digest !== undefined,
    media_sha256: view.mediaSha256,
    // Queued behind a closed account is what the contract calls RATE_LIMITED.
    status: view.accountClosedUntil === undefined ? action.status : 'RATE_LIMITED',
    execution: action.execution,
    schedule_time: action.scheduleTime,
    expires_at: action.expiresAt,
    late_policy: { max_late_seconds: action.maxLateSeconds },
    proposed_by: view.proposedBy,
    approvals: view.approvals.map(({ sub, principal, digest, comment, at }) =>
      defined({ sub, principal, digest, comment, at }),
    ),
    approvals_required: action.approvalsRequired,
    preflight: view.preflight,
    needs_human: view.needsHuman,
    retry_at: retryAt(view)?.toISOString(),
    attempts: view.attempts.map(attempt),
    platform_ref_id: view.platformRefId,
    permalink: view.permalink,
    error: view.error && errorShape(view.error),
    created_at: view.createdAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
    version: view.version,
  }) as ActionResource
}

/** Answered 429 until then, it may find its account closed for longer; one whose credentials are refused opens at no time. */
function retryAt({ retryAt: limited, accountClosedUntil: closed }: ActionView): Date | undefined {
  const later = limited === undefined || (closed !== undefined && closed > limited) ? closed : limited
  return later === undefined || later.getTime() - Date.now() > YEAR_MS ? undefined : later
}

const YEAR_MS = 365 * 24 * 3600_000

function attempt(view: AttemptView) {
  return defined({
    n: view.n,
    started_at: view.startedAt.toISOString(),
    ended_at: view.endedAt?.toISOString(),
    // An intent is not an outcome yet.
    outcome: view.outcome === 'INTENT' ? undefined : view.outcome,
    http_status: view.httpStatus,
    error: view.error && errorShape(view.error),
    ...exchange(view),
  })
}

function exchange({ exchange: told, outcome, httpStatus, error }: AttemptView) {
  if (told === undefined) return {}
  const { amountMinor, ...asked } = told.asked
  const answered = httpStatus && {
    http_status: httpStatus,
    platform_code: error?.platformCode,
    message: error?.message,
    platform_ref_id: told.platformRefId,
    named_id: told.namedId,
  }
  return {
    asked: defined({ ...asked, amount_minor: amountMinor }),
    answered: answered ? defined(answered) : outcome === 'INTENT' ? undefined : null,
    probes: told.probes.map(({ at, found, detail, platformRefId }) =>
      defined({ at: at.toISOString(), found, detail, platform_ref_id: platformRefId }),
    ),
  }
}

function errorShape({ code, message, platformCode, retryable }: ActionError) {
  return defined({ code, message, platform_code: platformCode, retryable })
}

function defined<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never
}

export const ACTION_COLUMNS = [
  'action_id',
  'tenant_id',
  'campaign_id',
  'platform',
  'account',
  'status',
  'execution',
  'needs_human',
  'content_text',
  'governance_hash',
  'digest',
  'proposed_by',
  'schedule_time',
  'expires_at',
  'retry_at',
  'platform_ref_id',
  'permalink',
  'error_code',
  'created_at',
  'updated_at',
  'version',
] as const

export function actionRow(view: ActionView): Partial<Record<(typeof ACTION_COLUMNS)[number], unknown>> {
  const { payload, proposed_by, error, ...plain } = actionResource(view)
  return { ...plain, content_text: payload.content_text, proposed_by: proposed_by.sub, error_code: error?.code }
}
