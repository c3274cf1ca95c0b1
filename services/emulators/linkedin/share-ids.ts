// Ids of new shares: 19 digits that only grow, as LinkedIn's do.

/** @returns names the next share; unlike any before it, also after a restart, as long as the clock goes on */
export function createShareIds(before: () => readonly string[]): (now: Date) => string {
  let newest: bigint | undefined
  return now => {
    newest ??= newestOf(before())
    const ofNow = BigInt(now.getTime()) << CLOCK_SHIFT
    newest = ofNow > newest ? ofNow : newest + 1n
    return `urn:li:share:${newest}`
  }
}

/** The milliseconds stand above these bits; below is room for many in one millisecond. */
const CLOCK_SHIFT = 22n

function newestOf(urns: readonly string[]): bigint {
  let newest = 0n
  for (const id of urns.map(idIn)) if (id > newest) newest = id
  return newest
}

function idIn(urn: string): bigint {
  return BigInt(/\d+$/.exec(urn)?.[0] ?? 0)
}
