// A moment as the clock on the client's wall shows it.

/**
 * @param zone IANA
 * @returns RFC 3339 with that wall's offset at that moment, summer time included
 */
export function clientTime(at: Date, zone: string): string {
  const offset = offsetOf(at, zone)
  const wall = new Date(at.getTime() + minutesOf(offset) * 60_000)
  return `${wall.toISOString().slice(0, -1)}${offset}`
}

/** `+02:00` */
function offsetOf(at: Date, zone: string): string {
  const name = formatOf(zone)
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value
  // `GMT` alone is Greenwich; some zones of old had seconds, which RFC 3339 has not.
  return /GMT([+-]\d{2}:\d{2})/.exec(name ?? '')?.[1] ?? '+00:00'
}

function minutesOf(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))
  return offset.startsWith('-') ? -minutes : minutes
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, known)
  return known
}
