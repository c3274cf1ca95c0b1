// What may be asked of an action in which status.
import type { ActionStatus } from './action-status.ts'

/** What a client may ask of an action in a status. */
export function allowedActionCommands(status: ActionStatus): string[] {
  switch (status) {
    case 'PENDING_APPROVAL':
      return ['approve', 'reject', 'edit', 'cancel']
    case 'APPROVED_BY_HUMAN':
      return ['execute', 'reject', 'edit', 'cancel']
    case 'SCHEDULED':
    case 'QUEUED':
    case 'RATE_LIMITED':
      return ['edit', 'cancel']
    case 'OUTCOME_UNKNOWN':
      return ['resolve']
    case 'EXECUTING':
    case 'COMPLETED':
    case 'FAILED':
    case 'REJECTED':
    case 'CANCELLED':
    case 'EXPIRED':
    case 'MISSED':
      return []
    default:
      return status satisfies never
  }
}

/** The statuses in which nothing has been sent, so that a person may still stop it. */
export const BEFORE_THE_CLAIM = [
  'PENDING_APPROVAL',
  'APPROVED_BY_HUMAN',
  'SCHEDULED',
  'QUEUED',
  'RATE_LIMITED',
] as const satisfies readonly ActionStatus[]
