// Names what is missing between the chunks of a session, and when it should have been spoken, as far as its neighbours tell.
import type { SessionGap } from '#contracts/session-block.ts'
import type { ChunkView } from '#domain/ports/session-ledger.ts'

export interface GapFinder {
  /** The next chunk that there is. */
  see(chunk: ChunkView): void
  /** All gaps, in their order. */
  end(): SessionGap[]
}

/** @param lastSequenceId up to which there should be chunks */
export function createGapFinder(lastSequenceId: number | undefined): GapFinder {
  const gaps: SessionGap[] = []
  let former: ChunkView | undefined
  const gap = (from: number, to: number, endedAt?: Date) => {
    if (to < from) return
    const startedAt = former && new Date(former.startedAt.getTime() + (former.durationMs ?? 0))
    // By clocks that jump a gap may end before it began; then its numbers alone are told.
    const isKnown = startedAt !== undefined && endedAt !== undefined && endedAt >= startedAt
    const times = isKnown ? { started_at: startedAt.toISOString(), ended_at: endedAt.toISOString() } : {}
    gaps.push({ from, to, reason: 'NOT_RECEIVED', ...times })
  }
  return {
    see(chunk) {
      gap((former?.sequenceId ?? 0) + 1, chunk.sequenceId - 1, chunk.startedAt)
      former = chunk
    },
    end() {
      gap((former?.sequenceId ?? 0) + 1, lastSequenceId ?? 0)
      return gaps
    },
  }
}
