// How an action will be seen once a call has made it true: the answer to the call, and the answer that is kept.
import type { Action } from '#domain/action/action.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import type { buildAction } from './build-action.ts'

/** The answer that is kept is the answer that is given, to the millisecond. */
export function once(make: (after: Action) => ActionView): (after: Action) => ActionView {
  let made: ActionView | undefined
  return after => {
    made ??= make(after)
    return made
  }
}

export function withoutMedia({ mediaSha256: _, ...view }: ActionView): ActionView {
  return view
}

/** The view as the call is about to make it true. */
export function afterCommand(before: ActionView, action: Action): ActionView {
  return {
    ...before,
    action,
    version: before.version + 1,
    tag: String(before.version + 1),
    approvals: [...action.approvals],
    updatedAt: new Date(),
  }
}

export function viewOfNew({ insert }: ReturnType<typeof buildAction>): ActionView {
  const now = new Date()
  return {
    action: insert.action,
    version: 1,
    tag: '1',
    payload: insert.payload as ActionView['payload'],
    governanceHash: insert.governanceHash,
    ...(insert.mediaSha256 === undefined ? {} : { mediaSha256: insert.mediaSha256 }),
    proposedBy: insert.proposedBy,
    approvals: [],
    preflight: insert.preflight,
    needsHuman: false,
    attempts: [],
    createdAt: now,
    updatedAt: now,
  }
}
