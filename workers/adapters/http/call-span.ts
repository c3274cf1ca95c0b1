// A request to the outside as a span of its own, under the step that makes it.
import { type Attributes, context, type Span, SpanKind, SpanStatusCode, trace as spans } from '@opentelemetry/api'
import { logFields } from '#queues/logging/log-fields.ts'
import { readCarriedTrace } from '#queues/tracing/carried-trace.ts'
import { startSpan } from '#queues/tracing/start-span.ts'
import { contextUnder, writeTraceparent } from '#queues/tracing/traceparent.ts'

export interface OutgoingCall {
  /** Who is asked, as their own traces call them: `radar`, `meta`. */
  peer: string
  method: string
  /** Its query and what it may hold of credentials stay out of the span. */
  url: URL
  /** As a step carries it: what to hang under where no step is being worked on. */
  trace?: string | undefined
}

/** What the work may tell of the answer, and what has to go with the request. */
export interface CallSpan {
  /** `traceparent` and `x-request-id`, where they are known. */
  headers: Record<string, string>
  answered(status: number): void
}

/** @returns what `work` returns; what it throws marks the span and is thrown on */
export async function callSpan<T>(call: OutgoingCall, work: (span: CallSpan) => Promise<T>): Promise<T> {
  const active = context.active()
  const carried = readCarriedTrace(call.trace)
  const under = spans.getSpanContext(active) === undefined ? contextUnder(carried?.traceparent) : active
  const { span } = startSpan(
    `${call.method} ${call.peer}`,
    { kind: SpanKind.CLIENT, attributes: attributesOf(call) },
    under,
  )
  const headers = headersOf(span, carried?.requestId ?? logFields().request_id)
  let refusedWith: number | undefined
  try {
    return await work({
      headers,
      answered(status) {
        span.setAttribute('http.response.status_code', status)
        if (status >= 400) refusedWith = status
      },
    })
  } catch (error) {
    if (refusedWith === undefined) fail(span, kindOf(error))
    throw error
  } finally {
    if (refusedWith !== undefined) fail(span, String(refusedWith))
    span.end()
  }
}

function headersOf(span: Span, requestId: unknown): Record<string, string> {
  const traceparent = writeTraceparent(span.spanContext())
  return {
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(typeof requestId === 'string' ? { 'x-request-id': requestId } : {}),
  }
}

/** @param type a kind alone: messages may quote what was answered */
function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

function attributesOf({ peer, method, url }: OutgoingCall): Attributes {
  return {
    'http.request.method': method,
    'server.address': url.hostname,
    'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    'server.service.name': peer,
    'url.full': `${url.origin}${url.pathname}`,
  }
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  if ('reason' in error && typeof error.reason === 'string') return error.reason
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
