// A change has a number or two in its body: nothing larger is read into memory.
import type { MiddlewareHandler } from 'hono'
import { problem } from './problem.ts'

const MOST_BYTES = 16_384

export function smallBodies(): MiddlewareHandler {
  return async (c, next) => {
    // Without a length there is no body, unless it comes in chunks, which no page of the board sends.
    const isLarge = Number(c.req.header('content-length') ?? 0) > MOST_BYTES
    if (isLarge || c.req.header('transfer-encoding') !== undefined)
      return problem(c, 413, 'a change is smaller than that, and says how long it is')
    return next()
  }
}
