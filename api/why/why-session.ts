// Why a session stands where it stands.
import type { SessionWaits } from '#domain/ports/session-ledger.ts'
import { type Why, why } from './why.ts'

export function whySession({ view, steps }: SessionWaits, now: Date): Why {
  const { session, counts, updatedAt } = view
  const later = (at: Date) => (at > now ? at : undefined)
  switch (session.status) {
    case 'RECORDING': {
      const held = steps.find(({ hold }) => hold !== undefined)
      const pending = counts.AUDIO_PENDING ?? 0
      if (held !== undefined && pending > 0)
        return why(
          reasonOf(held.hold),
          `it records; core is asked again about ${pending} chunks`,
          updatedAt,
          later(held.dueAt),
        )
      return why('RUNNING', `it records; ${counts.PROCESSING ?? 0} chunks are being worked on`, updatedAt)
    }
    case 'DRAINING':
      return why('DRAINING', `${counts.PROCESSING ?? 0} chunks are still being worked on`, updatedAt)
    case 'BUILDING':
    case 'SEALING':
      return why('RUNNING', `it is ${session.status.toLowerCase()}`, updatedAt)
    case 'BUILD_FAILED':
    case 'GUARD_FAILED':
    case 'CUSTODY_FAILED':
      return why('UPSTREAM_RETRY', session.status, updatedAt)
    case 'FINALIZED':
    case 'ABANDONED':
      return why('FINAL', session.status.toLowerCase(), updatedAt)
    default:
      return session.status satisfies never
  }
}

function reasonOf(hold: string | undefined): 'BUDGET' | 'BREAKER_OPEN' | 'UPSTREAM_RETRY' {
  return hold === 'BUDGET' || hold === 'BREAKER_OPEN' ? hold : 'UPSTREAM_RETRY'
}
