// One wide line a page; what it asks of the API has lines of its own, of the same trace.
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { ConsoleEnv } from '../person.ts'

export function logRequests(logger: Logger): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const startedAt = performance.now()
    await next()
    const { status } = c.res
    const line = {
      event: 'console.request',
      method: c.req.method,
      path: c.req.path,
      status,
      duration_ms: Math.round((performance.now() - startedAt) * 1000) / 1000,
      sub: c.var.person?.sub,
      tenant_id: c.var.person?.tenantId,
    }
    if (status >= 500) logger.error(line)
    else logger.info(line)
  }
}
