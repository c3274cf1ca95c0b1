// One line a request, and a span. A board that is open asks every few seconds, so what went well and changed nothing is for debugging only.
import { randomBytes } from 'node:crypto'
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import { type LogFields, withLogFields } from '#queues/logging/log-fields.ts'
import { startSpan } from '#queues/tracing/start-span.ts'
import { contextUnder, readTraceparent } from '#queues/tracing/traceparent.ts'
import type { BoardEnv } from '../auth/operator.ts'

export function logRequests(logger: Logger): MiddlewareHandler<BoardEnv> {
  return async (c, next) => {
    const startedAt = performance.now()
    const { method, path } = c.req
    const given = c.req.header('traceparent')
    const under = contextUnder(given)
    const attributes = { 'http.request.method': method, 'url.path': path, 'url.scheme': 'http' }
    const { span, isOwn } = startSpan(method, { kind: SpanKind.SERVER, attributes }, under)
    const fields = isOwn ? idsOf(span.spanContext()) : { trace_id: readTraceparent(given)?.traceId ?? newTraceId() }
    await context.with(withLogFields(isOwn ? trace.setSpan(under, span) : under, fields), next)
    const { status } = c.res
    const route = routePath(c, -1)
    span.updateName(`${method} ${route}`)
    span.setAttributes({ 'http.route': route, 'http.response.status_code': status })
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end()
    const operator: BoardEnv['Variables']['operator'] | undefined = c.var.operator
    logger[status < 400 ? 'debug' : 'info']({
      event: 'board.request',
      ...fields,
      method,
      path,
      status,
      ...(operator && { sub: operator.sub, by: operator.by }),
      duration_ms: Math.round(performance.now() - startedAt),
    })
  }
}

function idsOf({ traceId, spanId }: { traceId: string; spanId: string }): LogFields {
  return { trace_id: traceId, span_id: spanId }
}

const newTraceId = () => randomBytes(16).toString('hex')
