// What happens to a session, as its trail tells it.
import type { JsonObject } from '../audit-entry.ts'

export type SessionEvent =
  | { type: 'session.resumed'; epoch: number }
  | {
      type: 'session.context_changed'
      /** RFC 3339 UTC. */
      effectiveFrom: string
      change: { currentSpeakerId?: string | null; topic?: string | null; restricted?: boolean }
    }

/** The entry's details; a topic may be confidential, so the trail names what changed and not to what. */
export function sessionEventDetails(event: SessionEvent): JsonObject {
  switch (event.type) {
    case 'session.resumed':
      return { epoch: event.epoch }
    case 'session.context_changed':
      return {
        effective_from: event.effectiveFrom,
        changed: Object.keys(event.change).map(name => WIRE[name as keyof typeof WIRE]),
        ...(event.change.restricted === undefined ? {} : { restricted: event.change.restricted }),
      }
    default:
      return event satisfies never
  }
}

const WIRE = { currentSpeakerId: 'current_speaker_id', topic: 'topic', restricted: 'restricted' } as const
