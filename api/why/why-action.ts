// Why an action stands where it stands.
import type { ActionWaits } from '#domain/ports/action-ledger.ts'
import { type Why, why } from './why.ts'

export function whyAction({ view, steps, accountClosedUntil }: ActionWaits, now: Date): Why {
  const { action, updatedAt } = view
  const expiresAt = new Date(action.expiresAt)
  const due = steps.find(step => step.dueAt > now)?.dueAt
  switch (action.status) {
    case 'PENDING_APPROVAL': {
      const missing = action.approvalsRequired - action.approvals.length
      const media = action.digest === undefined ? '; its media are being fetched' : ''
      return why(
        'AWAITING_APPROVAL',
        `${missing} of ${action.approvalsRequired} approvals are missing${media}`,
        updatedAt,
        expiresAt,
      )
    }
    case 'APPROVED_BY_HUMAN':
      return why('AWAITING_COMMAND', 'approved; a signed command has not come yet', updatedAt, expiresAt)
    case 'SCHEDULED':
      return why(
        'SCHEDULED',
        'its time has not come',
        updatedAt,
        action.scheduleTime === undefined ? due : new Date(action.scheduleTime),
      )
    case 'QUEUED':
      if (accountClosedUntil !== undefined)
        return why('ACCOUNT_CLOSED', `${action.platform}:${action.account} is closed`, updatedAt, accountClosedUntil)
      if (due !== undefined && steps.some(step => step.run > 1 && step.dueAt > now))
        return why('PLATFORM_LIMIT', `${action.platform}:${action.account} has no room just now`, updatedAt, due)
      return why('QUEUED', 'a worker will take it', updatedAt)
    case 'RATE_LIMITED':
      return why('ACCOUNT_CLOSED', 'the platform answered 429', updatedAt, new Date(action.retryAt))
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
      return action satisfies never
  }
}
