// What was done, in a sentence.
import type { ActionResource } from '#contracts/action.ts'

export const DONE = ['approved', 'rejected', 'cancelled', 'edited', 'resolved', 'noted', 'unchanged'] as const
export type Done = (typeof DONE)[number]

export const isDone = (word: string | undefined): word is Done =>
  (DONE as readonly (string | undefined)[]).includes(word)

/** @param action as it stands after it, where that is known */
export function doneText(done: Done, action?: ActionResource): string {
  if (done !== 'approved' || action === undefined) return TEXTS[done]
  const { status, approvals, approvals_required: required, execution } = action
  if (status === 'PENDING_APPROVAL') return `Approved. It has ${approvals.length} of ${required} approvals.`
  return execution === 'on_approval' ? 'Approved. It is sent now.' : 'Approved. It waits for its command now.'
}

const TEXTS: Readonly<Record<Done, string>> = {
  approved: 'Approved.',
  rejected: 'Rejected. It will not be sent.',
  cancelled: 'Cancelled. It will not be sent.',
  edited: 'Saved. Approvals that it had are void; somebody else has to approve it.',
  resolved: 'Your answer counts: the platform was asked once more and did not contradict.',
  noted: 'Your answer is noted. The platform is being asked once more before it counts.',
  unchanged: 'Nothing was changed, so nothing was saved.',
}
