// The vocabulary of a handler: what became of a step. A handler never touches queue, SQL or clock to say it.
import type { Platform } from './action/action-status.ts'
import type { PreflightFinding } from './action/preflight.ts'
import type { FailureReason } from './campaign/campaign-state.ts'

/** Work is done; `note` goes into the trail. */
export interface Advance<R> {
  kind: 'advance'
  result: R
  note?: Record<string, unknown>
}
/** Given up for good. */
export interface Stop<R> {
  kind: 'stop'
  reason: FailureReason
  detail: string
  retryable: boolean
  result?: R
  note?: Record<string, unknown>
}
/** Failed this time, counted against the budget. */
export interface Retry {
  kind: 'retry'
  reason: FailureReason
  detail: string
  /** The upstream's own wish (Retry-After), milliseconds. */
  retryAfterMs?: number
}
/** Not now, and not its fault: closed account, open breaker. Not counted. */
export interface Defer {
  kind: 'defer'
  why: string
  delayMs: number
}
/** Others have the word on these actions; what happens to one of them wakes the campaign. */
export interface Wait<R> {
  kind: 'wait'
  result: R
  actions: ActionDraft[]
  /** Actions of earlier executions are still of use: they may have ended already, so it looks again at once. */
  carriedOver: boolean
  note?: Record<string, unknown>
}

/** An action that a stage wants proposed. */
export interface ActionDraft {
  /** Made from the execution and the piece, so that proposing twice is proposing once. */
  id: string
  platform: Platform
  account: string
  payload: { content_text: string; media_urls?: string[]; alt_texts?: string[]; budget_bid?: number; currency?: string }
  governanceHash: string
  /** Hashes of the bytes behind the media addresses, in their order. */
  mediaSha256: string[]
  /** For who approves, or edits it until it fits. */
  preflight: PreflightFinding[]
  /** How many people the policy wants. */
  approvalsRequired: number
}

export type Outcome<R> = Advance<R> | Stop<R> | Retry | Defer | Wait<R>

/**
 * Backoff with full jitter: random(0, min(cap, base × 2^attempt)), never before the upstream's own wish.
 * @param attempt 1 for the first try
 * @param random in [0, 1)
 * @returns milliseconds
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(
  attempt: number,
  random: number,
  options: { baseMs?: number; capMs?: number; retryAfterMs?: number } = {},
): number {
  const { baseMs = 1000, capMs = 60_000, retryAfterMs = 0 } = options
  const ceilingMs = Math.min(capMs, baseMs * 2 ** attempt)
  return Math.round(Math.max(retryAfterMs, random * ceilingMs))
}
