// Request id and W3C trace context: taken from the caller when well-formed, made here otherwise.
import { randomUUID } from 'node:crypto'

export interface Trace {
  requestId: string
  /** W3C traceparent. */
  traceparent: string
  traceId: string
}

/** @see https://www.w3.org/TR/trace-context/ */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/
const REQUEST_ID = /^[A-Za-z0-9._~-]{1,128}$/

export function traceOf(header: (name: string) => string | undefined): Trace {
  const given = header('traceparent')
  const matched = given === undefined ? null : TRACEPARENT.exec(given)
  const id = header('x-request-id')
  const requestId = id !== undefined && REQUEST_ID.test(id) ? id : randomUUID()
  if (given !== undefined && matched?.[1] !== undefined) return { requestId, traceparent: given, traceId: matched[1] }
  const traceId = randomUUID().replaceAll('-', '')
  return { requestId, traceparent: `00-${traceId}-${randomUUID().replaceAll('-', '').slice(16)}-01`, traceId }
}
