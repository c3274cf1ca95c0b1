// Waiting for a resource without asking again and again.
import type { CallOptions } from './call-options.ts'
import type { Answered } from './create-caller.ts'
import { MandateError } from './mandate-error.ts'
import { pause } from './pause.ts'

export interface WaitOptions<T> extends Omit<CallOptions, 'waitSeconds'> {
  /** For the whole of it; 5 min unless said. */
  timeoutMs?: number
  /** What is waited for; unless said, that nothing moves any more without a person. */
  until?: (resource: T) => boolean
}

export interface Look {
  waitSeconds?: number
  headers?: Record<string, string>
  signal?: AbortSignal
}

const HELD_S = 30
/** An answer that was to be held and came at once: somebody between does not let us wait. */
const TOO_SOON_MS = 200

/**
 * @param look one GET of it, held for `waitSeconds` unless it differs from the tag in `headers`
 * @throws MandateError WAIT_TIMED_OUT, with how it stood in `problem.last`
 */
export async function waitFor<T>(
  look: (asked: Look) => Promise<Answered<T>>,
  until: (resource: T) => boolean,
  { timeoutMs = 300_000, signal }: { timeoutMs?: number; signal?: AbortSignal },
): Promise<T> {
  const endsMs = Date.now() + timeoutMs
  let last: T | undefined
  let tag: string | null = null
  for (;;) {
    const leftMs = endsMs - Date.now()
    if (tag !== null && leftMs <= 0) throw timedOut(timeoutMs, last)
    const startedMs = Date.now()
    const { data, response } = await look({
      ...(signal && { signal }),
      ...(tag === null ? {} : { headers: { 'if-none-match': tag }, waitSeconds: heldS(leftMs) }),
    })
    if (data !== undefined && response.status !== 304) {
      last = data
      if (until(data)) return data
    } else if (Date.now() - startedMs < TOO_SOON_MS) await pause(1000, signal)
    tag = response.headers.get('etag') ?? tag
    if (tag === null)
      throw new MandateError({ status: 200, code: 'UNEXPECTED_ANSWER', detail: 'an answer without ETag' })
  }
}

const heldS = (leftMs: number) => Math.max(1, Math.min(HELD_S, Math.floor(leftMs / 1000)))

function timedOut(timeoutMs: number, last: unknown): MandateError {
  const detail = `what was waited for did not come within ${timeoutMs} ms`
  return new MandateError({ status: 0, code: 'WAIT_TIMED_OUT', detail, problem: { last } })
}
