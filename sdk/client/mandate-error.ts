// What every call of the client fails with.
import type { components } from '../generated/openapi.ts'

type Problem = components['schemas']['Problem']

/** What went wrong on the way, where no server said anything that could be read; SECRET_LOST: what it said once, did not arrive. */
export type LocalErrorCode = 'CONNECTION_FAILED' | 'TIMEOUT' | 'WAIT_TIMED_OUT' | 'UNEXPECTED_ANSWER' | 'SECRET_LOST'
export type ErrorCode = Problem['code'] | LocalErrorCode

export interface ErrorFacts {
  /** 0 where no answer came. */
  status: number
  code: ErrorCode
  detail: string
  errors?: readonly { pointer: string; detail: string }[]
  traceId?: string
  /** How long the server asks to wait before another try. */
  retryAfterMs?: number
  /** The whole problem document, with what single codes add: `state`, `allowed` …; of WAIT_TIMED_OUT `last`: how it stood; of SECRET_LOST the webhook. */
  problem?: Record<string, unknown>
  cause?: unknown
}

/** Look at `code`: it is stable, and `detail` is for people. */
export class MandateError extends Error {
  readonly status: number
  readonly code: ErrorCode
  readonly detail: string
  readonly errors: readonly { pointer: string; detail: string }[]
  readonly traceId: string | undefined
  readonly retryAfterMs: number | undefined
  declare readonly problem: Record<string, unknown> | undefined

  constructor(facts: ErrorFacts) {
    super(`${facts.code}: ${facts.detail}`, { cause: facts.cause })
    this.name = 'MandateError'
    this.status = facts.status
    this.code = facts.code
    this.detail = facts.detail
    this.errors = facts.errors ?? []
    this.traceId = facts.traceId
    this.retryAfterMs = facts.retryAfterMs
    // Not among what a log prints of an error: it may hold a whole resource.
    Object.defineProperty(this, 'problem', { value: facts.problem, enumerable: false })
  }
}

/** @param body what came with a status of 400 or more; problem+json (RFC 9457), or a page of some proxy */
export function errorOf(status: number, headers: Headers, body: string): MandateError {
  const retryAfterMs = retryAfterOf(headers, Date.now())
  const problem = problemIn(body)
  const common = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  if (problem === undefined) {
    const detail = `the answer was ${status} and no problem document: ${body.slice(0, 200)}`
    return new MandateError({ ...common, code: 'UNEXPECTED_ANSWER', detail })
  }
  const { code, detail, errors, trace_id } = problem
  return new MandateError({ ...common, code, detail, traceId: trace_id, problem, ...(errors ? { errors } : {}) })
}

/** RFC 9110: seconds, or a date. */
function retryAfterOf(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const waitMs = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - nowMs
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs)
}

function problemIn(body: string): Problem | undefined {
  try {
    const parsed = JSON.parse(body)
    return typeof parsed?.code === 'string' && typeof parsed.detail === 'string' ? parsed : undefined
  } catch {
    return undefined // not JSON: the caller says what came instead
  }
}
