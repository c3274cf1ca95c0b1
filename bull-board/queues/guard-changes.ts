// Every change on the board passes here: refused unless it is harmless, and told in one line, whoever made it and however it ended.
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { BoardEnv } from '../auth/operator.ts'
import { problem } from '../http/problem.ts'
import { isAllowedChange } from './allowed-changes.ts'

/** @param base path of Bull Board's own API, `/board/api` */
export function guardChanges(base: string, logger: Logger): MiddlewareHandler<BoardEnv> {
  return async (c, next) => {
    if (['GET', 'HEAD'].includes(c.req.method)) return next()
    const startedAt = performance.now()
    const path = c.req.path.slice(base.length)
    const operator = c.var.operator
    let refused: Response | undefined
    if (isAllowedChange(path)) await next()
    else refused = await problem(c, 403, 'the board does not make, rewrite or obliterate jobs')
    const { status } = refused ?? c.res
    logger.info({
      event: 'board.change',
      audit: true,
      method: c.req.method,
      change: path,
      sub: operator.sub,
      by: operator.by,
      status,
      outcome: status < 400 ? 'done' : 'refused',
      duration_ms: Math.round(performance.now() - startedAt),
    })
    return refused
  }
}
