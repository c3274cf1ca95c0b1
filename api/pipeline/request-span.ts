// A request as a span: the parent of every step that it leads to, and what its log lines are found by.
import {
  type Attributes,
  context,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace as spans,
} from '@opentelemetry/api'
import type { Context } from 'hono'
import type { MandateError } from '#domain/errors.ts'
import { type LogFields, withLogFields } from '#queues/logging/log-fields.ts'
import { startSpan, unrecorded } from '#queues/tracing/start-span.ts'
import { contextUnder, writeTraceparent } from '#queues/tracing/traceparent.ts'
import { type AnyRoute, fullPath } from './route.ts'
import { type Trace, traceOf } from './trace.ts'

export interface RequestSpan {
  trace: Trace
  /** Ids of its log lines; what is added stands in the lines that follow. */
  fields: LogFields
  /** Everything that is done within belongs to the request. */
  within<T>(work: () => T): T
  end(outcome: { status: number; problem: MandateError | undefined; tenantId: string | undefined }): void
}

/** @param route undefined: there is none. Probes and documents (`root`) make no spans. */
export function openRequestSpan({ req, env }: Context, route: AnyRoute | undefined): RequestSpan {
  const told = traceOf(name => req.header(name))
  const under = contextUnder(told.given)
  const { span, isOwn } = startSpan(
    route === undefined ? req.method : `${req.method} ${fullPath(route)}`,
    {
      // Within the process it is the work of a gRPC call, which has a span of its own.
      kind: env?.incoming === undefined ? SpanKind.INTERNAL : SpanKind.SERVER,
      attributes: {
        'http.request.method': req.method,
        ...(route === undefined ? {} : { 'http.route': fullPath(route), 'url.path': req.path }),
        'url.scheme': 'http',
        'mandate.request_id': told.requestId,
      },
    },
    route?.root ? unrecorded(under) : under,
  )
  const trace = isOwn ? { ...told, ...idsOf(span.spanContext()) } : told
  const fields: LogFields = {
    trace_id: trace.traceId,
    ...(trace.spanId === undefined ? {} : { span_id: trace.spanId }),
    request_id: trace.requestId,
    ...subjectOf(route, req.param('id')),
  }
  const inside = withLogFields(isOwn ? spans.setSpan(under, span) : contextUnder(trace.traceparent), fields)
  return {
    trace,
    fields,
    within: work => context.with(inside, work),
    end({ status, problem, tenantId }) {
      const attributes: Attributes = { 'http.response.status_code': status }
      if (tenantId !== undefined) attributes['mandate.tenant_id'] = tenantId
      if (problem !== undefined) attributes['error.type'] = problem.code
      span.setAttributes(attributes)
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}

function idsOf(span: SpanContext): Pick<Trace, 'traceparent' | 'traceId'> & { spanId: string } {
  const { traceId, spanId } = span
  return { traceparent: writeTraceparent(span) ?? '', traceId, spanId }
}

/** `campaign_id`, `action_id`, `session_id`: what `{id}` is of, as the lines of workers call it. */
function subjectOf(route: AnyRoute | undefined, id: string | undefined): LogFields {
  const noun = ID_OF[route?.path.split('/')[1] ?? '']
  return id === undefined || noun === undefined ? {} : { [noun]: id }
}

const ID_OF: Record<string, string> = { campaigns: 'campaign_id', actions: 'action_id', session: 'session_id' }
