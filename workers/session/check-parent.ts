// The check-parent step: tells at once whether what a correction goes out from is what guard signed; the seal asks again.
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import { type VerifyParentPorts, verifyParent } from './finalize/verify-parent.ts'
import type { SessionOutcome } from './session-outcome.ts'

export function checkParent(ports: VerifyParentPorts) {
  return async ({ step, loaded: { session } }: LoadedSessionStep, signal: AbortSignal): Promise<SessionOutcome> => {
    if (session.parent === undefined) return { kind: 'close', why: 'it corrects nothing' }
    const why = await verifyParent(ports, session.parent.sessionId, step.trace, signal)
    return { kind: 'command', command: { type: 'parentChecked', ...(why === undefined ? {} : { why }) } }
  }
}
