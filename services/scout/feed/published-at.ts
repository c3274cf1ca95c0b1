// The rule for the date of an item, also where the feed gives none that can be true.

const EARLIEST_MS = Date.UTC(1990, 0, 1)
/** Clocks of publishers run ahead a little; an item is still of now. */
const SKEW_MS = 10 * 60_000

export interface Dated {
  publishedAtMs: number
  /** False when the item's own date was unusable. */
  dated: boolean
}

/**
 * "Own date, else first seen": the first of the item's dates that lies between 1990 and now; when it has none, the
 * moment scout first saw the item (`firstSeenMs`), so that an undated or post-dated item ages like any other.
 */
export function publishedAt(ownDatesMs: readonly number[], firstSeenMs: number | undefined, nowMs: number): Dated {
  const own = ownDatesMs.find(date => date >= EARLIEST_MS && date <= nowMs + SKEW_MS)
  if (own !== undefined) return { publishedAtMs: Math.min(own, nowMs), dated: true }
  return { publishedAtMs: Math.min(firstSeenMs ?? nowMs, nowMs), dated: false }
}
