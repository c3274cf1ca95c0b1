// How an action stands, in so few columns that many can be read at once: no content, nobody's name.
import type { ActionStatus, Platform } from '#domain/action/action-status.ts'
import type { ActionStanding } from '#domain/why/why-action.ts'
import { ACTION_OBSTACLES, type ActionObstacles, toObstacles } from '../action/action-obstacles.ts'
import { type StepWait, stepWaitsJson, toStepWaits } from '../step/step-waits.ts'

/** What STANDING_COLUMNS are made of, from the actions aliased `l`. */
export const STANDING_SOURCE = `l.id, l.tenant_id, l.status, l.platform, l.account, l.needs_human, l.approvals_required, l.digest,
  l.schedule_time, l.expires_at, l.updated_at`

/** Of a table aliased `a`, which may be the empty side of an outer join. */
export const STANDING_COLUMNS = `a.status, a.platform, a.account, a.needs_human, a.approvals_required, a.digest IS NOT NULL AS hashed,
  a.schedule_time, a.expires_at, a.updated_at,
  CASE WHEN a.status = 'PENDING_APPROVAL' THEN
    (SELECT count(*)::int FROM approvals p WHERE p.action_id = a.id AND p.voided_at IS NULL) END AS approvals,
  (SELECT ${stepWaitsJson('w')} FROM steps w WHERE w.subject_id = a.id) AS waits,
  ${ACTION_OBSTACLES}`

export interface StandingRow extends ActionObstacles {
  status: ActionStatus | null
  platform: Platform
  account: string
  needs_human: boolean
  approvals_required: number
  hashed: boolean
  schedule_time: Date | null
  expires_at: Date
  updated_at: Date
  approvals: number | null
  waits: StepWait[] | null
}

/** @returns undefined: there is no such action */
export function toStanding(row: StandingRow): ActionStanding | undefined {
  if (row.status === null) return undefined
  return {
    view: {
      action: {
        ...{ status: row.status, platform: row.platform, account: row.account, needsHuman: row.needs_human },
        approvalsRequired: row.approvals_required,
        approvals: Array.from({ length: row.approvals ?? 0 }),
        ...(row.hashed ? { digest: 'there' } : {}),
        ...(row.schedule_time === null ? {} : { scheduleTime: row.schedule_time.toISOString() }),
        expiresAt: row.expires_at.toISOString(),
      },
      updatedAt: row.updated_at,
    },
    steps: toStepWaits(row.waits),
    ...toObstacles(row),
  }
}
