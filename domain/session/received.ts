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
