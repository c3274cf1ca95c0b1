// Times as people type them: a date and a clock of a time zone.

/** @param at RFC 3339. @returns `2026-11-27T10:00:00` as the clock of the zone shows it */
export function clockIn(zone: string, at: string): string {
  const style = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const
  const format = new Intl.DateTimeFormat('en-US', { ...style, hourCycle: 'h23', timeZone: zone })
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
  return `${part.year?.padStart(4, '0')}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`
}

/**
 * @param clock as `datetime-local` sends it
 * @returns the instant in UTC. A clock that a zone skips is read as later by what was skipped; of one that it shows twice, the first.
 * Nothing for what is no time or no zone
 */
export function instantOf(zone: string, clock: string): string | undefined {
  const asUtc = Date.parse(`${clock}Z`)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(clock) || Number.isNaN(asUtc) || !isZone(zone)) return undefined
  // The offset a day before and a day after are the two that can be meant.
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map(near => offsetAt(zone, near))
  const instants = offsets.map(offset => asUtc - offset)
  const exact = instants.filter(instant => instant + offsetAt(zone, instant) === asUtc)
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...instants)).toISOString()
}

const DAY_MS = 86_400_000

function offsetAt(zone: string, ms: number): number {
  const whole = Math.floor(ms / 1000) * 1000
  return Date.parse(`${clockIn(zone, new Date(whole).toISOString())}Z`) - whole
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch (error) {
    if (error instanceof RangeError) return false // so Intl says that there is no such zone
    throw error
  }
}
