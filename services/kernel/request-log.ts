// One wide line per request.
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { isInProcess, requestIdOf, traceIdOf } from './request-facts.ts'

/** How @hono/node-server marks an answer that it is not to send. */
const ALREADY_SENT = 'x-hono-already-sent'

/** Sets the ids of the request, echoes them, and logs its end; never bodies, headers or query strings. */
export function requestLog(service: string, logger: Logger): MiddlewareHandler {
  return async (c, next) => {
    const startedAt = performance.now()
    c.set('traceId', traceIdOf(c))
    c.set('requestId', requestIdOf(c))
    c.set('ids', {})
    await next()
    const rpc = c.get('rpcOutcome')
    // A knob or an emulated platform kept the answer back or cut the connection.
    const unanswered = c.res.headers.has(ALREADY_SENT) && rpc === undefined
    c.header('x-request-id', c.get('requestId'))
    if (isInProcess(c)) return
    const status = c.res.status
    const line = {
      event: 'request',
      service,
      trace_id: c.get('traceId'),
      request_id: c.get('requestId'),
      ...c.get('ids'),
      method: c.req.method,
      path: c.req.path,
      status: unanswered ? null : status,
      duration_ms: Math.round((performance.now() - startedAt) * 10) / 10,
      outcome: rpc ?? (unanswered ? 'unanswered' : status >= 500 ? 'error' : status >= 400 ? 'refused' : 'ok'),
    }
    if (c.req.path === '/health') logger.debug(line)
    else logger.info(line)
  }
}
