// What a command makes of a session: events, or the reason why not.
import { IllegalTransition } from '../errors.ts'
import type { SessionEvent } from './event.ts'
import type { Session } from './session.ts'
import type { SessionStatus } from './session-status.ts'

export type SessionCommand =
  /** A client reconnects: the former one is superseded. */
  | { type: 'resume' }
  | {
      type: 'changeContext'
      /** Milliseconds since 1970. */
      effectiveFromMs: number
      change: Extract<SessionEvent, { type: 'session.context_changed' }>['change']
    }

/** Chunks and what belongs to them are taken in these. */
const OPEN: readonly SessionStatus[] = ['RECORDING', 'DRAINING']

/** @throws IllegalTransition when the status forbids it */
export function decideSession(session: Session, command: SessionCommand): SessionEvent[] {
  if (!OPEN.includes(session.status)) {
    const detail = `the session is ${session.status} and takes nothing any more`
    throw new IllegalTransition(command.type, session.status, [], 'SESSION_CLOSED', detail)
  }
  switch (command.type) {
    case 'resume':
      return [{ type: 'session.resumed', epoch: session.epoch + 1 }]
    case 'changeContext': {
      const effectiveFrom = new Date(command.effectiveFromMs).toISOString()
      return [{ type: 'session.context_changed', effectiveFrom, change: command.change }]
    }
    default:
      return command satisfies never
  }
}
