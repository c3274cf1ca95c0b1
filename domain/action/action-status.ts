// The words of an action: its statuses, what an attempt may end as, and the platforms.

/**
 * The statuses of an action. Each comment says who moves an action in, and who moves it out.
 */
export const ACTION_STATUSES = [
  'PENDING_APPROVAL', // in: propose, an edit, or proof of absence after a restore. Out: the last approval, reject, cancel, expiry.
  'APPROVED_BY_HUMAN', // in: the last approval, or proof of absence after a restore. Out: an accepted command, edit, cancel, expiry.
  'SCHEDULED', // in: a command for a later time. Out: its time, edit, cancel.
  'QUEUED', // in: an accepted command, a reopened account, proof of absence. Out: the claim, cancel, expiry.
  'RATE_LIMITED', // in: an attempt answered 429. Out: the account opens again.
  'EXECUTING', // in: the claim, with its intent. Out: the recorded outcome.
  'OUTCOME_UNKNOWN', // in: an attempt nobody can tell the end of, or a restore that may have forgotten one. Out: a probe, or a person.
  'COMPLETED', // final. In: the platform said so, or a probe or a person found it there.
  'FAILED', // final. In: the platform refused, or proof of absence without a further try.
  'REJECTED', // final. In: a person.
  'CANCELLED', // final. In: a person or the end of its campaign, before the claim.
  'EXPIRED', // final. In: its expiry, before the claim.
  'MISSED', // final. In: its time passed by more than its late policy allows.
] as const
export type ActionStatus = (typeof ACTION_STATUSES)[number]

export const FINAL_ACTION_STATUSES = [
  'COMPLETED',
  'FAILED',
  'REJECTED',
  'CANCELLED',
  'EXPIRED',
  'MISSED',
] as const satisfies readonly ActionStatus[]
export type FinalActionStatus = (typeof FINAL_ACTION_STATUSES)[number]

/** Whether nothing moves an action out of this status any more. */
export function isFinalActionStatus(status: ActionStatus): status is FinalActionStatus {
  return (FINAL_ACTION_STATUSES as readonly ActionStatus[]).includes(status)
}

export const PLATFORMS = ['TWITTER', 'META', 'LINKEDIN', 'MOCK'] as const
export type Platform = (typeof PLATFORMS)[number]

/** When an approved action goes: at a signed command from outside, or at its last approval. */
export const EXECUTION_MODES = ['on_command', 'on_approval'] as const
export type ExecutionMode = (typeof EXECUTION_MODES)[number]

/** INTENT is written before the first byte goes out; the others end the attempt. */
export const ATTEMPT_OUTCOMES = [
  'INTENT',
  'NOT_SENT',
  'ACCEPTED',
  'REFUSED_BY_PLATFORM',
  'RATE_LIMITED',
  'UNKNOWN',
  'ABSENT',
] as const
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number]
