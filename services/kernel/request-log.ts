// One wide line per request.
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { isInProcess, requestIdOf, traceIdOf } from './request-facts.ts'

/** Sets the ids of the request, echoes them, and logs its end; never bodies, headers or query strings. */
export function requestLog(service: string, logger: Logger): MiddlewareHandler {
  return async (c, next) => {
    const startedAt = performance.now()
    c.set('traceId', traceIdOf(c))
    c.set('requestId', requestIdOf(c))
    c.set('ids', {})
    await next()
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
      status,
      duration_ms: Math.round((performance.now() - startedAt) * 10) / 10,
      outcome: status >= 500 ? 'error' : status >= 400 ? 'refused' : 'ok',
    }
    if (c.req.path === '/health') logger.debug(line)
    else logger.info(line)
  }
}
