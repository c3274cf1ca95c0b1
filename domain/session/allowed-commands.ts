// What a client may ask of a session in which status.
import type { SessionStatus } from './session-status.ts'

/** By what the routes are called; while it is drained nothing is closed or handed out. */
export function allowedSessionCommands(status: SessionStatus): string[] {
  switch (status) {
    case 'RECORDING':
      return [...TAKES, 'finalize']
    case 'DRAINING':
      return TAKES
    case 'BUILDING':
    case 'SEALING':
      return []
    case 'BUILD_FAILED':
    case 'GUARD_FAILED':
    case 'CUSTODY_FAILED':
      return ['finalize']
    case 'FINALIZED':
      return ['clone']
    case 'ABANDONED':
      return ['resurrect']
    default:
      return status satisfies never
  }
}

const TAKES = ['append', 'resume', 'current-context', 'edit-block', 'upload-asset']
