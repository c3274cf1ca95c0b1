// What X's headers say of its windows: what is left of them, and when they open again. Pure.
import type { IncomingHttpHeaders } from 'node:http'
import type { Allowance } from '#domain/ports/platform.ts'

/** Of an account's own windows; X tells of the day's on some plans only. */
const OWN = ['x-rate-limit', 'x-user-limit-24hour'] as const
/** A refusal may come of the whole application's window, too. */
const ALL = [...OWN, 'x-app-limit-24hour'] as const

/** The account's window with the least left; undefined when X does not say. */
export function allowanceOf(headers: IncomingHttpHeaders): Allowance | undefined {
  return windowsOf(headers, OWN).toSorted((a, b) => a.remaining - b.remaining || b.resetsAtMs - a.resetsAtMs)[0]
}

/**
 * Until when a throttled account stays closed, in milliseconds since 1970: until every window that is used up opens.
 * @param capped a quota of days: until tomorrow (UTC) where the headers do not say
 */
export function closedUntilMs(headers: IncomingHttpHeaders, capped: boolean, nowMs: number): number {
  const windows = windowsOf(headers, ALL)
  const usedUp = windows.filter(({ remaining }) => remaining <= 0)
  const resets = (usedUp.length > 0 ? usedUp : windows).map(({ resetsAtMs }) => resetsAtMs)
  const untilMs = Math.max(...resets.filter(at => isCredible(at, nowMs)), retryAfterMs(headers, nowMs))
  if (untilMs > nowMs) return untilMs
  return capped ? nextDayMs(nowMs) : nowMs + WINDOW_MS
}

/** X's usual window, for an answer that does not say or says something absurd. */
const WINDOW_MS = 15 * 60_000
const DAY_MS = 86_400_000
/** Its longest window is a month of usage. */
const MAX_CLOSED_MS = 31 * DAY_MS

function windowsOf(headers: IncomingHttpHeaders, prefixes: readonly string[]): Allowance[] {
  return prefixes.flatMap(prefix => {
    const [limit, remaining, resetS] = ['limit', 'remaining', 'reset'].map(name =>
      numberOf(headers[`${prefix}-${name}`]),
    )
    if (limit === undefined || remaining === undefined || resetS === undefined) return []
    return [{ limit, remaining, resetsAtMs: resetS * 1000 }]
  })
}

function numberOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header.trim()) ? Number(header) : undefined
}

function isCredible(atMs: number, nowMs: number): boolean {
  return atMs > nowMs && atMs <= nowMs + MAX_CLOSED_MS
}

/** RFC 9110 section 10.2.3: seconds or a date; 0 when absent or absurd. */
function retryAfterMs({ 'retry-after': header }: IncomingHttpHeaders, nowMs: number): number {
  if (header === undefined) return 0
  const seconds = numberOf(header)
  const atMs = seconds === undefined ? Date.parse(header) : nowMs + seconds * 1000
  return isCredible(atMs, nowMs) ? atMs : 0
}

function nextDayMs(nowMs: number): number {
  return (Math.floor(nowMs / DAY_MS) + 1) * DAY_MS
}
