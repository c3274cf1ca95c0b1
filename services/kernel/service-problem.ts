// The one error that services answer with on purpose, and its form on the wire (RFC 9457).
import { STATUS_CODES } from 'node:http'

export interface Pointer {
  /** RFC 6901 pointer into the body, or the name of the parameter. */
  pointer: string
  detail: string
}

export interface ProblemExtras {
  errors?: readonly Pointer[]
  headers?: Readonly<Record<string, string>>
  cause?: unknown
}

/** Thrown anywhere in a route: answered as `application/problem+json` with this status and code. */
export class ServiceProblem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: readonly Pointer[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, detail: string, extras: ProblemExtras = {}) {
    super(detail, { cause: extras.cause })
    this.name = 'ServiceProblem'
    this.status = status
    this.code = code
    this.errors = extras.errors
    this.headers = extras.headers ?? {}
  }
}

/** The problem as the caller gets it; `instance` is the path asked for. */
export function problemResponse(problem: ServiceProblem, instance: string, traceId: string): Response {
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.message,
    instance,
    code: problem.code,
    trace_id: traceId,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  }
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { ...problem.headers, 'content-type': 'application/problem+json' },
  })
}
