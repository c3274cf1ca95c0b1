// The Retry-After header, RFC 9110 section 10.2.3.

/** Nobody waits longer than this for anybody. */
const MAX_RETRY_AFTER_MS = 3600_000

/** @returns milliseconds from now, between 0 and an hour; undefined: absent or unreadable */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const text = header.trim()
  const wantedMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  if (Number.isNaN(wantedMs)) return undefined
  return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, wantedMs))
}
