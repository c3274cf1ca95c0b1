// What follows from a claim that did not hold.
import type { Claim } from '#db/attempt/action-claim.ts'
import type { ActionOutcome } from './action-outcome.ts'

export function refusalOfClaim({ code, until }: Claim): ActionOutcome {
  const delayMs = until === undefined ? 1000 : Math.max(20, until.getTime() - Date.now())
  switch (code) {
    case 'GONE':
    case 'NOT_QUEUED':
      return { kind: 'close' }
    case 'STALE':
      return { kind: 'put_off', why: 'the action or the policy moved on', delayMs: 250 }
    // Its lane stands still as long as that lasts: it is due, and goes as soon as the lane opens.
    case 'ACCOUNT_CLOSED':
    case 'PLATFORM_LIMIT':
      return { kind: 'put_off', why: code, delayMs: 0, hold: code, opensInMs: delayMs }
    case 'KILL_SWITCH':
      return { kind: 'put_off', why: code, delayMs: 0, hold: code }
    case 'BUDGET':
      return { kind: 'put_off', why: code, delayMs, hold: code }
    case 'EARLY':
    case 'TWIN_UNRESOLVED':
      return { kind: 'put_off', why: code, delayMs }
    case 'EXPIRED':
      return { kind: 'command', command: { type: 'expire' } }
    case 'MISSED':
      return { kind: 'command', command: { type: 'miss' } }
    case 'CAMPAIGN_CANCELLED':
      return { kind: 'command', command: { type: 'cancel', reason: 'its campaign was cancelled' } }
    case 'NOT_APPROVED':
    case 'ACCOUNT_UNKNOWN':
    case 'OVER_BUDGET':
      return { kind: 'command', command: { type: 'fail', error: { code, message: MESSAGES[code], retryable: false } } }
    case 'CLAIMED':
      throw new TypeError('a claim that holds is no refusal')
    default:
      return code satisfies never
  }
}

const MESSAGES = {
  NOT_APPROVED: 'the approvals do not cover what would be sent',
  ACCOUNT_UNKNOWN: 'the account is not an account of this tenant',
  OVER_BUDGET: 'its budget is above the ceiling of the account',
}
