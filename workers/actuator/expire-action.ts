// The end of an action that nobody decided on or sent in time.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import { BEFORE_THE_CLAIM } from '#domain/action/allowed-commands.ts'
import type { ActionOutcome } from './action-outcome.ts'

export async function expireAction({ record }: LoadedActionStep): Promise<ActionOutcome> {
  const { action } = record
  const remainingMs = Date.parse(action.expiresAt) - Date.now()
  // An approval may have moved it; EXECUTING may still come back to QUEUED.
  if (remainingMs > 0) return { kind: 'put_off', why: 'not expired yet', delayMs: remainingMs }
  if ((BEFORE_THE_CLAIM as readonly string[]).includes(action.status))
    return { kind: 'command', command: { type: 'expire' } }
  if (action.status === 'EXECUTING' || action.status === 'OUTCOME_UNKNOWN')
    return { kind: 'put_off', why: 'an attempt is open', delayMs: 60_000 }
  return { kind: 'close' }
}
