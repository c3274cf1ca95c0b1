// An error as an answer: RFC 9457, without stack, SQL or secret.
import { type ErrorCode, MandateError } from '#domain/errors.ts'
import type { Answer } from '../pipeline/answer.ts'
import { problemStatus, problemTitle, problemType, wireCode } from './problem-status.ts'

/** @param at where and in which trace it happened */
export function problemAnswer(error: MandateError, at: { instance: string; traceId: string }): Answer {
  const status = problemStatus(error.code)
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headersOf(error, status) },
    body: JSON.stringify(problemBody(error, at)),
  }
}

export function problemBody(error: MandateError, at: { instance: string; traceId: string }): Record<string, unknown> {
  const { retryAfterSeconds: _, rateFields: __, ...members } = error.members
  return {
    ...members,
    type: problemType(error.code),
    title: problemTitle(error.code),
    status: problemStatus(error.code),
    // What went wrong inside is for the log alone.
    detail:
      error.code === 'INTERNAL' ? 'something went wrong on our side; the trace id finds it in our log' : error.message,
    instance: at.instance,
    code: wireCode(error.code),
    trace_id: at.traceId,
  }
}

function headersOf(error: MandateError, status: number): Record<string, string> {
  if (status === 401) return { 'www-authenticate': challenge(error.message) }
  if (error.code === 'INSUFFICIENT_SCOPE')
    return {
      'www-authenticate': `Bearer realm="mandate", error="insufficient_scope", scope="${String(error.members.scope ?? '')}"`,
    }
  const seconds = error.members.retryAfterSeconds
  if (typeof seconds === 'number') return { 'retry-after': String(seconds) }
  return RETRY_SOON.has(error.code) ? { 'retry-after': '2' } : {}
}

const RETRY_SOON: ReadonlySet<ErrorCode> = new Set([
  'UNAVAILABLE',
  'DRAINING',
  'RATE_LIMITED',
  'KILL_SWITCH_ENGAGED',
  'IDEMPOTENCY_IN_PROGRESS',
])

/** RFC 6750: without a token there is nothing to say about it. */
function challenge(detail: string): string {
  return detail === NO_TOKEN
    ? 'Bearer realm="mandate"'
    : `Bearer realm="mandate", error="invalid_token", error_description="${detail.replaceAll(/[^\x20-\x7e]|["\\]/g, '')}"`
}

export const NO_TOKEN = 'a bearer token is needed'

/** An error of ours as it is; anything else as INTERNAL with its cause for the log, or what `classify` knows about it. */
export function toMandateError(
  error: unknown,
  classify: (error: unknown, keyed: boolean) => ErrorCode | undefined,
  keyed = false,
): MandateError {
  if (error instanceof MandateError) return error
  const code = classify(error, keyed)
  if (code === undefined) return new MandateError('INTERNAL', 'unexpected error', { cause: error })
  const detail =
    code === 'IDEMPOTENCY_IN_PROGRESS'
      ? 'a request with this Idempotency-Key is being answered'
      : 'the ledger is not reachable just now; nothing is known to be accepted'
  return new MandateError(code, detail, {
    cause: error,
    retryable: true,
  })
}
