// What was said and what is missing of it, in one order.
import type { SessionBlock } from '#contracts/session-block.ts'

export interface Gap {
  from: number
  to: number
}
export type TranscriptLine = { block: SessionBlock } | { gap: Gap }

/** Each gap stands before the first block behind it; those behind all blocks at the end. */
export function transcriptOf(blocks: readonly SessionBlock[], gaps: readonly Gap[]): TranscriptLine[] {
  const open = gaps.toSorted((one, other) => one.from - other.from)
  const lines: TranscriptLine[] = []
  for (const block of blocks) {
    while (open[0] !== undefined && open[0].from <= block.sequence_id) {
      const gap = open.shift()
      if (gap !== undefined) lines.push({ gap })
    }
    lines.push({ block })
  }
  return [...lines, ...open.map(gap => ({ gap }))]
}
