// A session after an event.
import type { SessionEvent } from './event.ts'
import type { FinalizeStage, Session } from './session.ts'
import type { SessionStatus } from './session-status.ts'

const WORKING: Record<FinalizeStage, SessionStatus> = { BUILD: 'BUILDING', GUARD: 'SEALING', CUSTODY: 'SEALING' }
const FAILED = { BUILD: 'BUILD_FAILED', GUARD: 'GUARD_FAILED', CUSTODY: 'CUSTODY_FAILED' } as const

export function evolveSession(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'session.resumed':
      return { ...session, epoch: event.epoch }
    case 'session.context_changed':
    case 'session.block_edited':
    case 'session.asset_added':
    case 'session.asset_ready':
    case 'session.asset_refused':
    case 'session.parent_checked':
    case 'session.archived':
      return session
    case 'session.draining':
      return { ...session, status: 'DRAINING', lastSequenceId: event.lastSequenceId }
    case 'session.building':
    case 'session.assembled':
      return { ...well(session), status: 'BUILDING' }
    case 'session.built':
    case 'session.sealed':
      return { ...well(session), status: 'SEALING' }
    case 'session.finalized':
      return { ...well(session), status: 'FINALIZED' }
    case 'session.failed':
      return { ...session, status: FAILED[event.failure.stage], failure: event.failure }
    case 'session.retried':
      return { ...well(session), status: WORKING[event.stage] }
    case 'session.abandoned':
      return { ...session, status: 'ABANDONED' }
    case 'session.resurrected':
      return { ...session, status: 'RECORDING', epoch: event.epoch }
    default:
      return event satisfies never
  }
}

function well({ failure: _, ...session }: Session): Session {
  return session
}
