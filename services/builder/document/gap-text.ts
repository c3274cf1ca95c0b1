// How a document names what is missing.
import type { SessionGap } from '#contracts/session-block.ts'

/** `[audio missing 00:12–00:18]`, counted from the session's start, with hours from the first on; by number where times are not known. */
export function gapText(gap: SessionGap, sessionStartedAt: string): string {
  const { from, to, started_at, ended_at } = gap
  if (started_at === undefined || ended_at === undefined) {
    return from === to ? `[audio missing: chunk ${from}]` : `[audio missing: chunks ${from}–${to}]`
  }
  const start = sinceStart(started_at, sessionStartedAt, Math.floor)
  return `[audio missing ${start}–${sinceStart(ended_at, sessionStartedAt, Math.ceil)}]`
}

/** `05:07`, `1:05:07`: minutes and seconds of the session; what lies before its start is its start. */
export function sinceStart(at: string, sessionStartedAt: string, round: (seconds: number) => number): string {
  const seconds = Math.max(0, round((Date.parse(at) - Date.parse(sessionStartedAt)) / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h === 0 ? `${two(m)}:${two(s)}` : `${h}:${two(m)}:${two(s)}`
}
