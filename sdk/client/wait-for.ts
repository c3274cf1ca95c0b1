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

/** Of one GET of the resource. */
export interface Look extends CallOptions {
  query?: { wait: number }
}

const HELD_S = 30
/** An answer that was to be held and came at once: somebody between does not let us wait. */
const TOO_SOON_MS = 200

/**
 * @param look one GET of it, which the server holds for `wait` seconds unless it differs from the tag in `headers`
 * @param isSettled what is waited for, unless `until` says otherwise
 * @throws MandateError WAIT_TIMED_OUT, with how it stood in `problem.last`
 */
export async function waitFor<T>(
  look: (asked: Look) => Promise<Answered<T>>,
  isSettled: (resource: T) => boolean,
  { until = isSettled, timeoutMs = 300_000, ...options }: WaitOptions<T> = {},
): Promise<T> {
  const endsMs = Date.now() + timeoutMs
  let last: T | undefined
  let tag: string | null = null
  for (;;) {
    const leftMs = endsMs - Date.now()
    if (tag !== null && leftMs <= 0) throw timedOut(timeoutMs, last)
    const startedMs = Date.now()
    const { data, response } = await look({ ...options, ...(tag === null ? {} : held(tag, heldS(leftMs), options)) })
    if (data !== undefined && response.status !== 304) {
      last = data
      if (until(data)) return data
    } else if (Date.now() - startedMs < TOO_SOON_MS) await pause(1000, options.signal)
    tag = response.headers.get('etag') ?? tag
    if (tag === null)
      throw new MandateError({ status: 200, code: 'UNEXPECTED_ANSWER', detail: 'an answer without ETag' })
  }
}

const held = (tag: string, seconds: number, { headers }: CallOptions): Look => ({
  ...{ headers: { ...headers, 'if-none-match': tag }, waitSeconds: seconds, query: { wait: seconds } },
})

const heldS = (leftMs: number) => Math.max(1, Math.min(HELD_S, Math.floor(leftMs / 1000)))

function timedOut(timeoutMs: number, last: unknown): MandateError {
  const detail = `what was waited for did not come within ${timeoutMs} ms`
  return new MandateError({ status: 0, code: 'WAIT_TIMED_OUT', detail, problem: { last } })
}
