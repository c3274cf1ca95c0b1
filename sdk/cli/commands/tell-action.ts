// What a person is told of an action, and whether it ended as hoped.
import type { Action } from '../../resources/shapes.ts'
import type { Context } from '../context.ts'
import { EndedBadly } from '../exit-code.ts'

export function tellAction(out: Context['out'], action: Action) {
  out.one(action, [
    ['action', action.action_id],
    ['status', action.status],
    ['platform', `${action.platform} ${action.account}`],
    ['text', action.payload?.content_text],
    ['digest', action.digest],
    ['approvals', `${action.approvals?.length ?? 0} of ${action.approvals_required}`],
    ['preflight', action.preflight?.map(({ severity, message }) => `${severity}: ${message}`).join('; ')],
    ['permalink', action.permalink],
    ['error', action.error && `${action.error.code}: ${action.error.message}`],
  ])
}

/** @throws EndedBadly unless it was done */
export function demandCompleted({ status, error }: Action): void {
  if (status !== 'COMPLETED') throw new EndedBadly(`the action is ${status}${error ? `: ${error.message}` : ''}`)
}

const BAD_ENDS = ['FAILED', 'OUTCOME_UNKNOWN', 'REJECTED', 'CANCELLED', 'EXPIRED', 'MISSED']

/** @throws EndedBadly when it will not be done any more, or nobody knows; one that is still on its way is fine */
export function demandNoBadEnd(action: Action): void {
  if (BAD_ENDS.includes(action.status)) demandCompleted(action)
}
