// A few tries in a row, for an upstream that stumbles: only then is it the session's failure.
import { setTimeout as pause } from 'node:timers/promises'
import { UpstreamError } from '../../adapters/upstream/upstream-error.ts'

const PAUSE_MS = 200

/** @param tries all in all; what another try would not mend, and an open breaker, end them at once */
export async function inTries<T>(tries: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (tried >= tries || !(error instanceof UpstreamError) || !error.retryable) throw error
      await pause(error.retryAfterMs ?? PAUSE_MS * 2 ** (tried - 1), undefined, { signal })
    }
  }
}
