// Who speaks, about what, and whether it is restricted: set by moments, asked for by moments.

export interface ContextChange {
  /** The how manieth of its session: of two for the same moment the later said counts. */
  n: number
  /** Milliseconds since 1970: for chunks that start then or later, whenever they arrive. */
  effectiveFromMs: number
  /** Absent: as before; null: none. */
  currentSpeakerId?: string | null
  topic?: string | null
  restricted?: boolean
}

export interface Context {
  currentSpeakerId: string | null
  topic: string | null
  restricted: boolean
}

export const NO_CONTEXT: Context = { currentSpeakerId: null, topic: null, restricted: false }

/** @returns what holds for a chunk that started then */
export function contextAt(changes: readonly ContextChange[], startedAtMs: number): Context {
  return [...changes]
    .filter(({ effectiveFromMs }) => effectiveFromMs <= startedAtMs)
    .sort((a, b) => a.effectiveFromMs - b.effectiveFromMs || a.n - b.n)
    .reduce(
      (context, { currentSpeakerId, topic, restricted }) => ({
        currentSpeakerId: currentSpeakerId === undefined ? context.currentSpeakerId : currentSpeakerId,
        topic: topic === undefined ? context.topic : topic,
        restricted: restricted ?? context.restricted,
      }),
      NO_CONTEXT,
    )
}
