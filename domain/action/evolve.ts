// How an action changes: (state, event) → state, pure and total.
import type { Action } from './action.ts'
import type { ActionEvent } from './event.ts'

/** The action after an event that `decideAction` gave for it. */
export function evolveAction(action: Action, event: ActionEvent): Action {
  const facts = factsOf(action)
  switch (event.type) {
    case 'action.media_ready':
      return { ...facts, status: 'PENDING_APPROVAL', digest: event.digest }
    case 'action.edited': {
      const { digest: _digest, scheduleTime: _scheduleTime, ...kept } = facts
      const { changed: _changed, ...edit } = event.edit
      const authors = facts.authors.includes(event.by.sub) ? facts.authors : [...facts.authors, event.by.sub]
      return { ...kept, ...edit, authors, approvals: [], status: 'PENDING_APPROVAL' }
    }
    case 'action.approved': {
      const approval = {
        ...event.by,
        digest: event.digest,
        ...(event.comment === undefined ? {} : { comment: event.comment }),
        at: event.at,
      }
      const approvals = [...action.approvals, approval]
      const expiresAt = event.expiresAt ?? facts.expiresAt
      return {
        ...facts,
        expiresAt,
        approvals,
        status: event.remaining === 0 ? 'APPROVED_BY_HUMAN' : 'PENDING_APPROVAL',
      }
    }
    case 'action.queued':
      return { ...facts, status: 'QUEUED' }
    case 'action.returned':
      return { ...facts, status: event.to }
    case 'action.scheduled':
      return { ...facts, status: 'SCHEDULED' }
    case 'action.rejected':
      return { ...facts, status: 'REJECTED' }
    case 'action.cancelled':
      return { ...facts, status: 'CANCELLED' }
    case 'action.expired':
      return { ...facts, status: 'EXPIRED' }
    case 'action.missed':
      return { ...facts, status: 'MISSED' }
    case 'attempt.started':
      return { ...facts, status: 'EXECUTING' }
    case 'attempt.unknown':
      return { ...facts, status: 'OUTCOME_UNKNOWN', needsHuman: false }
    case 'action.needs_human':
      return { ...facts, status: 'OUTCOME_UNKNOWN', needsHuman: true }
    case 'action.rate_limited':
      return { ...facts, status: 'RATE_LIMITED', retryAt: event.until }
    case 'action.completed':
      return {
        ...facts,
        status: 'COMPLETED',
        platformRefId: event.platformRefId,
        ...(event.permalink === undefined ? {} : { permalink: event.permalink }),
      }
    case 'action.failed':
      return { ...facts, status: 'FAILED', error: event.error }
    case 'attempt.not_sent':
    case 'attempt.absent':
    case 'command.accepted':
    case 'command.refused':
    case 'resolution.asked':
      return action
    default:
      return event satisfies never
  }
}

function factsOf(action: Action) {
  const { id, tenantId, campaignId, platform, account, execution, authors, digest, approvals } = action
  const { approvalsRequired, scheduleTime, expiresAt, expiresGiven, maxLateSeconds } = action
  return {
    ...{ id, tenantId, platform, account, execution, authors, approvals, approvalsRequired },
    ...{ expiresAt, expiresGiven, maxLateSeconds },
    ...(campaignId === undefined ? {} : { campaignId }),
    ...(digest === undefined ? {} : { digest }),
    ...(scheduleTime === undefined ? {} : { scheduleTime }),
  }
}
