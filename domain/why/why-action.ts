// Why an action stands where it stands.

import type { Action } from '../action/action.ts'
import type { ActionStatus } from '../action/action-status.ts'
import type { ActionWaits } from '../ports/action-view.ts'
import { type Why, why } from './why.ts'

/** What the rule looks at. */
export interface ActionStanding extends Omit<ActionWaits, 'view'> {
  view: { action: StandingAction; updatedAt: Date }
}

export interface StandingAction extends Pick<Action, 'platform' | 'account' | 'approvalsRequired' | 'expiresAt'> {
  status: ActionStatus
  approvals: readonly unknown[]
  digest?: string
  scheduleTime?: string
  /** Nobody can tell what became of it. */
  needsHuman?: boolean
}

export function whyAction(waits: ActionStanding, now: Date): Why {
  const { view, steps } = waits
  const { action, updatedAt } = view
  const due = steps.find(step => step.dueAt > now)?.dueAt
  switch (action.status) {
    case 'PENDING_APPROVAL':
      return held(waits) ?? awaitingApproval(waits)
    case 'APPROVED_BY_HUMAN':
      return held(waits) ?? awaitingCommand(waits)
    case 'SCHEDULED':
      return why(
        'SCHEDULED',
        'its time has not come',
        updatedAt,
        action.scheduleTime === undefined ? due : new Date(action.scheduleTime),
      )
    case 'QUEUED':
    case 'RATE_LIMITED':
      return held(waits) ?? waiting(waits, now)
    case 'EXECUTING':
      return why('RUNNING', 'it is being sent', updatedAt)
    case 'OUTCOME_UNKNOWN':
      return action.needsHuman
        ? why('NEEDS_HUMAN', 'nobody can tell whether the platform took it; a person has to resolve it', updatedAt)
        : why('RECONCILING', 'the platform is being asked whether it took it', updatedAt, due)
    case 'COMPLETED':
    case 'FAILED':
    case 'REJECTED':
    case 'CANCELLED':
    case 'EXPIRED':
    case 'MISSED':
      return why('FINAL', action.status.toLowerCase(), updatedAt)
    default:
      return action.status satisfies never
  }
}

function held({ heldBy }: ActionStanding): Why | undefined {
  return heldBy && why('KILL_SWITCH', `the ${heldBy.scope} switch is engaged: ${heldBy.reason}`, heldBy.since)
}

function awaitingApproval({ view: { action, updatedAt } }: ActionStanding): Why {
  const missing = action.approvalsRequired - action.approvals.length
  const media = action.digest === undefined ? '; its media are being fetched' : ''
  const detail = `${missing} of ${action.approvalsRequired} approvals are missing${media}`
  return why('AWAITING_APPROVAL', detail, updatedAt, new Date(action.expiresAt))
}

function awaitingCommand({ view: { action, updatedAt }, steps }: ActionStanding): Why {
  const expiresAt = new Date(action.expiresAt)
  const asking = steps.find(step => step.kind === 'command')
  switch (asking?.hold) {
    case 'ENTERPRISE_REFUSED':
      return why('ENTERPRISE_REFUSED', 'enterprise gives no command; its trail says why', updatedAt, asking.dueAt)
    case 'BREAKER_OPEN':
      return why('BREAKER_OPEN', 'calls to enterprise are held: it failed too often', updatedAt, asking.dueAt)
    case 'UPSTREAM_RETRY':
      return why('UPSTREAM_RETRY', 'enterprise could not be asked', updatedAt, asking.dueAt)
    default:
      return why('AWAITING_COMMAND', 'approved; a signed command has not come yet', updatedAt, expiresAt)
  }
}

function waiting({ view, steps, accountClosed, platformFullUntil }: ActionStanding, now: Date): Why {
  const { action, updatedAt } = view
  const name = `${action.platform}:${action.account}`
  if (accountClosed?.reason === FULL)
    return why('PLATFORM_LIMIT', `${name} has no room in its window`, updatedAt, accountClosed.until)
  if (accountClosed !== undefined)
    return why('ACCOUNT_CLOSED', `${name}: ${accountClosed.reason}`, updatedAt, soon(accountClosed.until, now))
  if (platformFullUntil !== undefined)
    return why('PLATFORM_LIMIT', `${action.platform} has no room in its window`, updatedAt, platformFullUntil)
  const step = steps.find(({ kind }) => kind.startsWith('execute-'))
  if (step?.hold === 'BUDGET')
    return why('BUDGET', `${name} has spent what it may in its window`, updatedAt, step.dueAt)
  return why('QUEUED', 'a worker will take it', updatedAt)
}

/** As the claim calls it when an account's window is full. */
const FULL = 'its window is full'

/** An account whose credentials are refused opens when somebody mends them, not at a time. */
function soon(until: Date, now: Date): Date | undefined {
  return isUntilMended(until, now) ? undefined : until
}

export function isUntilMended(until: Date, now: Date): boolean {
  return until.getTime() - now.getTime() > 365 * 24 * 3600_000
}
