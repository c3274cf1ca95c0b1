// A session after an event.
import type { SessionEvent } from './event.ts'
import type { Session } from './session.ts'

export function evolveSession(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'session.resumed':
      return { ...session, epoch: event.epoch }
    case 'session.context_changed':
      return session
    default:
      return event satisfies never
  }
}
