// The board's view needs Redis: while it is away, requests are told so at once instead of hanging.
import type { MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { timeout } from 'hono/timeout'
import { problem } from '../http/problem.ts'

const DEADLINE_MS = 8000

export function whileRedisAnswers(isReady: () => boolean): MiddlewareHandler {
  const withDeadline = timeout(DEADLINE_MS, new HTTPException(503))
  return async (c, next) => {
    const away = () => {
      c.header('retry-after', '2')
      return problem(c, 503, 'Redis is away: the ledger goes on, its queues cannot be shown')
    }
    if (!isReady()) return away()
    try {
      return await withDeadline(c, next)
    } catch (error) {
      if (error instanceof HTTPException && error.status === 503) return away()
      throw error
    }
  }
}
