// What became of a chunk: the blocks of which the document is made.

export const PENDING_REASONS = [
  'CORE_TIMEOUT',
  'CORE_ERROR',
  'CORE_INVALID_RESPONSE',
  'CIRCUIT_OPEN',
  'QUOTA_EXHAUSTED',
] as const
export type PendingReason = (typeof PENDING_REASONS)[number]

/** The outcome of a chunk's work, as it is kept; one of a later `rev` replaces the former. */
export type BlockBody =
  /** `targetPlaceholder`: where its template belongs; absent: plain text. */
  | { type: 'TEXT'; text: string; confidence: number; targetPlaceholder?: string; templateId?: string }
  | {
      type: 'TABLE'
      text: string
      intentId: string
      /** The table's id in the skeleton. */
      targetPlaceholder: string
      columns: string[]
      rows: string[][]
    }
  /** Speech that core could not be asked about yet: the audio is kept and tried again. */
  | { type: 'AUDIO_PENDING'; reason: PendingReason }
  | { type: 'SILENCE' }
  /** Speech was found; what was said is still to come. Clients see it as PROCESSING. */
  | { type: 'HEARD' }

/** A pause longer than this between two chunks is noted. */
export const PAUSE_MS = 60_000

/** @returns milliseconds between two neighbouring chunks where it is a pause worth a note */
export function pauseBetween(endedAtMs: number, startedAtMs: number): number | undefined {
  const pauseMs = startedAtMs - endedAtMs
  return pauseMs > PAUSE_MS ? pauseMs : undefined
}
