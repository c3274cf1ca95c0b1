// Request id and W3C trace context: taken from the caller when well-formed, made here otherwise.
import { randomUUID } from 'node:crypto'
import { readTraceparent } from '#queues/tracing/traceparent.ts'

export interface Trace {
  requestId: string
  /** W3C traceparent of this request: what it leads to hangs under it. */
  traceparent: string
  traceId: string
  /** Of the request's own span, where spans are made. */
  spanId?: string
  /** The caller's, which it is told again. */
  given?: string
}

const REQUEST_ID = /^[A-Za-z0-9._~-]{1,128}$/

export function traceOf(header: (name: string) => string | undefined): Trace {
  const given = header('traceparent')
  const span = readTraceparent(given)
  const id = header('x-request-id')
  const requestId = id !== undefined && REQUEST_ID.test(id) ? id : randomUUID()
  if (given !== undefined && span !== undefined) return { requestId, traceparent: given, traceId: span.traceId, given }
  const traceId = randomUUID().replaceAll('-', '')
  return { requestId, traceparent: `00-${traceId}-${randomUUID().replaceAll('-', '').slice(16)}-01`, traceId }
}
