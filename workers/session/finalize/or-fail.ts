// What a step of finalization that can't be done says: why, and when it is tried again.
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import { ObjectStoreError } from '#domain/ports/object-store.ts'
import type { FinalizeStage, SessionFailure } from '#domain/session/session.ts'
import { BreakerOpen, UpstreamError } from '../../adapters/upstream/upstream-error.ts'
import type { SessionOutcome } from '../session-outcome.ts'

/** Guard does not stand by what a correction goes out from. */
export class ParentNotVerified extends Error {}

/** What was said to be in the object store is not, or is something else. */
export class NotAsSaid extends Error {}

const AGAIN_AT_MOST_MS = 300_000

/**
 * @param againMs before the first retry, doubled with each
 * @returns the handler, whose known failures have become the session's
 */
export function orFail(
  stage: FinalizeStage,
  againMs: number,
  handler: (loaded: LoadedSessionStep, signal: AbortSignal) => Promise<SessionOutcome>,
) {
  return async (loaded: LoadedSessionStep, signal: AbortSignal): Promise<SessionOutcome> => {
    try {
      return await handler(loaded, signal)
    } catch (error) {
      // Whatever it looks like from below: it was cut off, and says nothing of the session.
      if (signal.aborted) throw error
      const cause = causeOf(error)
      if (cause === undefined) throw error
      const failure: SessionFailure = { ...cause, stage }
      const delayMs = Math.min(AGAIN_AT_MOST_MS, againMs * 2 ** Math.min(20, loaded.step.attempt - 1))
      const keep = { delayMs, hold: error instanceof BreakerOpen ? 'BREAKER_OPEN' : 'UPSTREAM_RETRY' }
      return { kind: 'command', command: { type: 'fail', failure }, ...(failure.retryable ? { keep } : {}) }
    }
  }
}

/** @returns undefined: nobody foresaw it */
function causeOf(error: unknown): Omit<SessionFailure, 'stage'> | undefined {
  if (error instanceof UpstreamError) return { reason: error.reason, detail: error.message, retryable: error.retryable }
  if (error instanceof BreakerOpen) return { reason: 'UPSTREAM_ERROR', detail: error.message, retryable: true }
  if (error instanceof ObjectStoreError) return { reason: 'OBJECT_STORE', detail: error.message, retryable: true }
  if (error instanceof NotAsSaid)
    return { reason: 'UPSTREAM_INVALID_RESPONSE', detail: error.message, retryable: false }
  if (error instanceof ParentNotVerified)
    return { reason: 'PARENT_NOT_VERIFIED', detail: error.message, retryable: false }
  return undefined
}
