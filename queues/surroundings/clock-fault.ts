// Schedules, tokens and limits go by clocks: one that is off sends at the wrong time and refuses good tokens.

/** Seconds by which a clock may be off. */
const MAY_BE_OFF_S = 5

/**
 * @param theirs asks the other clock; milliseconds since the epoch
 * @returns a sentence, or undefined where they agree as far as the round trip lets tell
 */
export async function clockFault(
  name: string,
  theirs: () => Promise<number>,
  now: () => number = Date.now,
): Promise<string | undefined> {
  const before = now()
  const there = await theirs()
  const after = now()
  const off = there < before ? before - there : there > after ? there - after : 0
  if (off <= MAY_BE_OFF_S * 1000) return undefined
  const direction = there > after ? 'behind' : 'ahead of'
  return `the clock of this machine is ${(off / 1000).toFixed(1)} s ${direction} that of ${name}: set both by NTP`
}
