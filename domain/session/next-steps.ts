// Which step an event of a session asks for next, and which open ones it ends.
import type { StepKind } from '../step.ts'
import type { SessionEvent } from './event.ts'
import type { FinalizeStage } from './session.ts'

export interface SessionTimes {
  /** Nothing came for so long: abandoned. Milliseconds. */
  idleMs: number
  /** Audio stays beside its copy in custody for so long after the seal: longer than links to it hold. Milliseconds. */
  keepAudioMs: number
}

export const DEFAULT_SESSION_TIMES: SessionTimes = { idleMs: 86_400_000, keepAudioMs: 8 * 86_400_000 }

export interface NextStep {
  kind: StepKind
  /** Absent: the session's own. */
  subjectId?: string
  dueInMs?: number
}

/** Where a failed stage is taken up again, and what of it may still be open. */
const AGAIN: Record<FinalizeStage, StepKind> = { BUILD: 'assemble', GUARD: 'seal', CUSTODY: 'custody' }
const OPEN_OF: Record<FinalizeStage, StepKind[]> = {
  BUILD: ['assemble', 'build'],
  GUARD: ['seal'],
  CUSTODY: ['custody'],
}

export function stepsAfter(event: SessionEvent, { idleMs, keepAudioMs }: SessionTimes): NextStep[] {
  switch (event.type) {
    case 'session.asset_added':
      return [{ kind: 'check-asset', subjectId: event.assetId }]
    case 'session.draining':
      return [{ kind: 'drain' }]
    case 'session.building':
      return [{ kind: 'assemble' }]
    case 'session.assembled':
      return [{ kind: 'build' }]
    case 'session.built':
      return [{ kind: 'seal' }]
    case 'session.sealed':
      return [{ kind: 'custody' }]
    case 'session.finalized':
      return [{ kind: 'collect-orphans' }, { kind: 'clear-session', dueInMs: keepAudioMs }]
    case 'session.retried':
      return [{ kind: AGAIN[event.stage] }]
    case 'session.abandoned':
      return [{ kind: 'archive' }]
    case 'session.resurrected':
      return [{ kind: 'abandon', dueInMs: idleMs }]
    case 'session.resumed':
    case 'session.context_changed':
    case 'session.block_edited':
    case 'session.asset_ready':
    case 'session.asset_refused':
    case 'session.parent_checked':
    case 'session.archived':
    case 'session.failed':
      return []
    default:
      return event satisfies never
  }
}

/** Open steps of the session that are of no use after the event, or are made anew by it. */
export function stepsEnded(event: SessionEvent): StepKind[] {
  switch (event.type) {
    case 'session.draining':
      return ['abandon']
    case 'session.retried':
      return OPEN_OF[event.stage]
    case 'session.resurrected':
      return ['archive']
    default:
      return []
  }
}
