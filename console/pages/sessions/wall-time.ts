// A time that a person typed as the clock on the session's wall shows it.
import { clientTime } from '#domain/session/client-time.ts'

/**
 * @param wall as `<input type="datetime-local">` gives it: no zone
 * @param zone IANA
 * @returns RFC 3339 UTC; of an hour that comes twice the first; undefined where it is no time
 */
export function wallTime(wall: string, zone: string): string | undefined {
  const asUtc = Date.parse(`${wall}Z`)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(wall) || Number.isNaN(asUtc)) return undefined
  // The offset is that of the moment searched for, which is at most 14 hours away.
  const found = [-14, 14]
    .map(hours => asUtc - offsetMs(asUtc + hours * 3_600_000, zone))
    .sort((a, b) => a - b)
    .find(at => onWall(new Date(at).toISOString(), zone).slice(0, 16) === wall.slice(0, 16))
  return new Date(found ?? asUtc - offsetMs(asUtc, zone)).toISOString()
}

/** @param at RFC 3339. @returns as `<input type="datetime-local" step="1">` wants it */
export function onWall(at: string, zone: string): string {
  return clientTime(new Date(at), zone).slice(0, 19)
}

function offsetMs(at: number, zone: string): number {
  return Date.parse(`${clientTime(new Date(at), zone).slice(0, 19)}Z`) - Math.floor(at / 1000) * 1000
}
