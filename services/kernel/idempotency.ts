// Honours `Idempotency-Key`: the same key and body get the first answer again, another body is refused.
import type { MiddlewareHandler } from 'hono'
import type { AnswerStore, KeptAnswer } from './answer-store.ts'
import { bodyHash } from './body-hash.ts'
import { isInProcess } from './request-facts.ts'
import { ServiceProblem } from './service-problem.ts'

const MAX_KEY_LENGTH = 255

/** 2xx and 4xx answers but 429 are kept; a second request while the first runs waits for its answer, for its stage must not fail. */
export function idempotency(store: AnswerStore): MiddlewareHandler {
  const running = new Map<string, Promise<unknown>>()
  return async (c, next) => {
    const given = c.req.header('idempotency-key')
    if (given === undefined || c.req.method !== 'POST' || isInProcess(c)) return next()
    if (given.length === 0 || given.length > MAX_KEY_LENGTH) {
      throw new ServiceProblem(400, 'IDEMPOTENCY_KEY_INVALID', `the key must have 1 to ${MAX_KEY_LENGTH} characters`)
    }
    const key = `${c.req.path} ${given}`
    const bodySha256 = bodyHash(Buffer.from(await c.req.arrayBuffer()), c.req.header('content-type') ?? '')
    while (running.has(key)) await running.get(key)
    const kept = store.find(key)
    if (kept !== undefined) return replay(kept, bodySha256)

    const { promise, resolve } = Promise.withResolvers<void>()
    running.set(key, promise)
    try {
      await next()
      const { status } = c.res
      if (status >= 500 || status === 429) return
      const body = await c.res.clone().text()
      store.keep(key, { bodySha256, status, contentType: c.res.headers.get('content-type') ?? '', body }, new Date())
    } finally {
      running.delete(key)
      resolve()
    }
  }
}

function replay(kept: KeptAnswer, bodySha256: string): Response {
  if (kept.bodySha256 !== bodySha256) {
    throw new ServiceProblem(422, 'IDEMPOTENCY_KEY_REUSED', 'this key was used with another body')
  }
  const headers = {
    ...(kept.contentType === '' ? {} : { 'content-type': kept.contentType }),
    'idempotent-replayed': 'true',
  }
  return new Response(kept.status === 204 ? null : kept.body, { status: kept.status, headers })
}
