// Why a session stands where it stands.
import type { SessionView, SessionWaits } from '../ports/session-ledger.ts'
import { missingIn } from '../session/received.ts'
import { type Why, why } from './why.ts'
import { reasonOfHold } from './why-step.ts'

export function whySession({ view, steps }: SessionWaits, now: Date): Why {
  const { session, updatedAt } = view
  const later = (at: Date | undefined) => (at !== undefined && at > now ? at : undefined)
  switch (session.status) {
    case 'RECORDING': {
      const held = steps.find(({ hold }) => hold !== undefined)
      const pending = view.counts.AUDIO_PENDING ?? 0
      if (held !== undefined && pending > 0) {
        const detail = `it records; to be asked of core again: ${pending} of its chunks`
        return why(reasonOfHold(held.hold), detail, updatedAt, later(held.dueAt))
      }
      return why('RUNNING', `it records; being worked on: ${view.pending}`, updatedAt)
    }
    case 'DRAINING':
      return why('DRAINING', drainingDetail(view), view.drainingSince ?? updatedAt)
    case 'BUILDING':
    case 'SEALING':
      return why('RUNNING', `it is ${session.status.toLowerCase()}`, updatedAt)
    case 'BUILD_FAILED':
    case 'GUARD_FAILED':
    case 'CUSTODY_FAILED': {
      const detail = session.failure?.detail ?? session.status
      if (session.failure?.retryable === false) return whyGivenUp(detail, updatedAt)
      const retry = steps.find(({ kind }) => ['assemble', 'build', 'seal', 'custody'].includes(kind))
      return why(reasonOfHold(retry?.hold), detail, updatedAt, later(retry?.dueAt))
    }
    case 'FINALIZED':
    case 'ABANDONED':
      return why('FINAL', session.status.toLowerCase(), updatedAt)
    default:
      return session.status satisfies never
  }
}

/** Of a session whose failure no retry mends. */
export function whyGivenUp(detail: string, since: Date): Why {
  return why('NEEDS_HUMAN', `${detail}; finalize tries again`, since)
}

function drainingDetail({ pending, received, session }: SessionView): string {
  const missing = missingIn(received, session.lastSequenceId).reduce((sum, [from, to]) => sum + to - from + 1, 0)
  const waits = [
    ...(pending === 0 ? [] : [`still being worked on: ${pending}`]),
    ...(missing === 0 ? [] : [`still to come: ${missing} of the announced chunks`]),
  ]
  return waits.length === 0 ? 'everything is there; the document is about to be frozen' : waits.join('; ')
}
