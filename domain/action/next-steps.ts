// Which steps follow from what happened to an action.
import type { ExecuteStep, NewStep, PrepareStep, StepKind } from '../step.ts'
import type { Action } from './action.ts'
import { isFinalActionStatus, type Platform } from './action-status.ts'
import type { ActionEvent } from './event.ts'

/** Who sends an action of a platform. */
export const EXECUTE_STEP = {
  TWITTER: 'execute-twitter',
  META: 'execute-meta',
  LINKEDIN: 'execute-linkedin',
  MOCK: 'execute-mock',
} as const satisfies Record<Platform, ExecuteStep>

/** Who fetches and hashes its media before anybody may approve it. */
export const PREPARE_STEP = {
  TWITTER: 'prepare-twitter',
  META: 'prepare-meta',
  LINKEDIN: 'prepare-linkedin',
  MOCK: 'prepare-mock',
} as const satisfies Record<Platform, PrepareStep>

/**
 * @param action after the events
 * @param now milliseconds since the epoch
 * @param newId makes step ids
 */
export function stepsAfterEvents(
  action: Action,
  events: readonly ActionEvent[],
  options: { now: number; newId: () => string },
): NewStep[] {
  const { now, newId } = options
  const steps: NewStep[] = []
  const add = (kind: StepKind, subjectId: string, dueInMs = 0) => steps.push({ id: newId(), subjectId, kind, dueInMs })
  const execute = EXECUTE_STEP[action.platform]
  const again = events.some(event => event.type === 'attempt.not_sent' || event.type === 'attempt.absent')
  for (const event of events) {
    if (event.type === 'action.edited') {
      add('expire', action.id, Math.max(0, Date.parse(action.expiresAt) - now))
      if (action.digest === undefined) add(PREPARE_STEP[action.platform], action.id)
    }
    if (event.type === 'action.queued') add(execute, action.id, again ? sinceApproval(action, now) : 0)
    if (event.type === 'action.scheduled') add(execute, action.id, Math.max(0, Date.parse(event.until) - now))
    // Its account is closed until then, and so is its lane.
    if (event.type === 'action.rate_limited') add(execute, action.id, sinceApproval(action, now))
    if (event.type === 'action.approved' && event.remaining === 0 && action.execution === 'on_approval')
      add('command', action.id)
    // What it waited for was closed when it was doubted.
    if (event.type === 'action.returned' && event.to === 'APPROVED_BY_HUMAN' && action.execution === 'on_approval')
      add('command', action.id)
    if (event.type === 'action.returned' && action.digest === undefined) add(PREPARE_STEP[action.platform], action.id)
    if (event.type === 'resolution.asked') add('resolve', action.id)
    if (event.type === 'action.completed') add('collect-metrics', action.id)
  }
  const wakes = events.some(event => WAKING.has(event.type)) || isFinalActionStatus(action.status)
  if (wakes && action.campaignId !== undefined && events.length > 0) add('publish-check', action.campaignId)
  return steps
}

/** Negative milliseconds: due again, it stands in its lane before all that came after it. */
function sinceApproval({ approvals, scheduleTime }: Action, now: number): number {
  const times = [...approvals.map(approval => approval.at), ...(scheduleTime === undefined ? [] : [scheduleTime])]
  return Math.min(0, ...(times.length === 0 ? [] : [Math.max(...times.map(at => Date.parse(at))) - now]))
}

/** What the campaign of an action wants to know at once; its endings are waking anyway. */
const WAKING: ReadonlySet<ActionEvent['type']> = new Set(['action.approved', 'action.needs_human', 'attempt.unknown'])
