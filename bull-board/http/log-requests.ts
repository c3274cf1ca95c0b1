// One line a request. A board that is open asks every few seconds, so what went well and changed nothing is for debugging only.
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { BoardEnv } from '../auth/operator.ts'

export function logRequests(logger: Logger): MiddlewareHandler<BoardEnv> {
  return async (c, next) => {
    const startedAt = performance.now()
    await next()
    const operator: BoardEnv['Variables']['operator'] | undefined = c.var.operator
    logger[c.res.status < 400 ? 'debug' : 'info']({
      event: 'board.request',
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ...(operator && { sub: operator.sub, by: operator.by }),
      duration_ms: Math.round(performance.now() - startedAt),
    })
  }
}
