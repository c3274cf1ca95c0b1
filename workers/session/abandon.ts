// The abandon step: a timer that ends a session for which nothing has come for too long.
import type { SessionKeeping } from '#db/session/session-keeping.ts'
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { SessionOutcome } from './session-outcome.ts'

export interface AbandonPorts {
  lastActivity: SessionKeeping['lastActivity']
  idleMs: number
  now: () => number
}

export function abandon({ lastActivity, idleMs, now }: AbandonPorts) {
  return async ({ loaded: { session } }: LoadedSessionStep): Promise<SessionOutcome> => {
    if (session.status !== 'RECORDING') return { kind: 'close', why: `it is ${session.status}` }
    const last = await lastActivity(session.id)
    const leftMs = last.getTime() + idleMs - now()
    if (leftMs > 0) return { kind: 'put_off', why: 'something came meanwhile', delayMs: leftMs }
    return { kind: 'command', command: { type: 'abandon', idleSince: last.toISOString() } }
  }
}
