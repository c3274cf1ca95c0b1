// What an error that a handler threw means for its step.
import type { Defer, Retry, Stop } from '#domain/outcome.ts'
import { BreakerOpen, UpstreamError } from '../adapters/upstream/upstream-error.ts'

/** Where an error does not say what it is, it is ours: INTERNAL, tried again within the budget. */
export function outcomeOfError(error: unknown): Retry | Defer | Stop<never> {
  if (error instanceof BreakerOpen)
    return { kind: 'defer', why: 'BREAKER_OPEN', delayMs: error.retryInMs + Math.random() * 500 }
  if (error instanceof UpstreamError) {
    if (!error.retryable) return { kind: 'stop', reason: error.reason, detail: error.message, retryable: true }
    const { reason, message: detail, retryAfterMs } = error
    return { kind: 'retry', reason, detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  }
  return { kind: 'retry', reason: 'INTERNAL', detail: error instanceof Error ? error.message : String(error) }
}
