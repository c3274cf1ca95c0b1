// Tells whoever records over this process that it is going down, so that they go on elsewhere before their connection is cut.
import { setTimeout as pause } from 'node:timers/promises'

export interface DrainNotice {
  /** @returns what the answer to an append says besides */
  onAppend(): Record<string, string>
  /** Appends are still taken until it resolves; at once when nobody has recorded for a while. */
  give(): Promise<void>
}

/** Whoever has not appended for so long does not record over this process. */
const RECORDS_WITHIN_MS = 60_000

export function createDrainNotice({ noticeMs, now = Date.now }: { noticeMs: number; now?: () => number }): DrainNotice {
  let lastAppendMs = Number.NEGATIVE_INFINITY
  let isGoing = false
  return {
    onAppend() {
      lastAppendMs = now()
      return isGoing ? { 'x-session-drain': '1' } : {}
    },
    async give() {
      isGoing = true
      if (now() - lastAppendMs < RECORDS_WITHIN_MS) await pause(noticeMs)
    },
  }
}
