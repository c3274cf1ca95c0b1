// Until when LinkedIn is closed after a 429: it names no limit and no remaining calls.

const DAY_MS = 86_400_000
/** A throttle that is not the daily quota and does not say until when. */
const DEFAULT_CLOSED_MS = 60_000

/**
 * @param retryAfter the header (RFC 9110 section 10.2.3: seconds, or a date); past or beyond a day it is not believed
 * @param daily whether the daily quota is spent: it comes back at 00:00 UTC
 * @param now milliseconds since 1970, as is what it returns
 */
export function throttledUntilMs(retryAfter: string | undefined, daily: boolean, now: number): number {
  const text = retryAfter?.trim() ?? ''
  const untilMs = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text)
  if (untilMs > now && untilMs <= now + DAY_MS) return untilMs
  return daily ? (Math.floor(now / DAY_MS) + 1) * DAY_MS : now + DEFAULT_CLOSED_MS
}
