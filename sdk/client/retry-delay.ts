// Whether a call that failed is tried again, and after how long.
import type { MandateError } from './mandate-error.ts'

const BASE_MS = 500
const CAP_MS = 20_000
/** Whoever asks for longer than this is reported, not waited for. */
const LONGEST_ASKED_MS = 60_000

/** An outcome that is told with 5xx: asking again only tells it again. */
const OUTCOMES = new Set<string>(['EXECUTION_FAILED', 'GUARD_FAILED', 'KILL_SWITCH_ENGAGED'])

export interface Failed {
  error: MandateError
  /** Tries so far, this one included. */
  tries: number
  /** Whether a second arrival of it does nothing: GET, or one that carries a key. */
  isRepeatable: boolean
  /** 0 to 1. */
  random: number
}

/**
 * CONTRACT section 2: a 429 or 503 with Retry-After did nothing, so anything is sent again when it says; 5xx and lost connections may have
 * done something, so only what is repeatable is; everything else is an answer.
 * @returns milliseconds, or undefined when it is final
 */
export function retryDelayMs({ error, tries, isRepeatable, random }: Failed): number | undefined {
  const { status, code, retryAfterMs } = error
  if (OUTCOMES.has(code)) return undefined
  if ((status === 429 || status === 503) && retryAfterMs !== undefined)
    return retryAfterMs > LONGEST_ASKED_MS ? undefined : retryAfterMs + random * BASE_MS
  const backoffMs = random * Math.min(CAP_MS, BASE_MS * 2 ** tries)
  if (status === 429) return backoffMs
  // The first of our own tries is still being worked on.
  if (code === 'IDEMPOTENCY_IN_PROGRESS') return backoffMs
  const isLost = code === 'CONNECTION_FAILED' || code === 'TIMEOUT' || status >= 500
  return isLost && isRepeatable ? backoffMs : undefined
}
