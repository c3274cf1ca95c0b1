// What of a session has arrived.

/** From and to, both inclusive. */
export type Range = [number, number]

export interface Received {
  /** Sequence numbers, ascending, never touching. */
  received: Range[]
  nextExpected: number
}

/** The first number that is missing is the next one expected. */
export function receivedOf(received: Range[]): Received {
  const [first] = received
  return { received, nextExpected: first?.[0] === 1 ? first[1] + 1 : 1 }
}

/** What lies between the ranges, before the first, and behind the last up to a number that should be there. */
export function missingIn(received: readonly Range[], upTo = 0): Range[] {
  const edges: Range[] = [...received, [upTo + 1, upTo + 1]]
  return edges.flatMap(([from], index): Range[] => {
    const before = received[index - 1]?.[1] ?? 0
    return from - before > 1 ? [[before + 1, from - 1]] : []
  })
}
