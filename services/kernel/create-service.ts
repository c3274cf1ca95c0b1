// Makes the HTTP application of a reference service: what all of them have in common, around the routes of one.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { createAnswerStore } from './answer-store.ts'
import { idempotency } from './idempotency.ts'
import { createKnobState } from './knob-state.ts'
import { mountRpc, type RpcOptions } from './mount-rpc.ts'
import { faultsInFront, mountKnobs, repliesInFront } from './reference-knobs.ts'
import { IN_PROCESS } from './request-facts.ts'
import { requestLog } from './request-log.ts'
import { runSelfChecks, type SelfCall, type SelfCheck } from './self-check.ts'
import { problemResponse, ServiceProblem } from './service-problem.ts'

export type { SelfCheck } from './self-check.ts'

export interface ServiceOptions {
  name: string
  version: string
  logger: Logger
  /** Opens `/_reference` (REFERENCE_KNOBS=1). */
  knobs: boolean
  /** The service's folder (DATA_DIR): answers under an Idempotency-Key survive a restart. Absent: they live in memory. */
  dataDir?: string
  /** False for emulated platforms: none of them knows an Idempotency-Key. Default true. */
  idempotent?: boolean
  /** Default 8 MiB. */
  maxBodyBytes?: number
  /** How long a self-check waits for one answer; default 5 s. */
  selfCheckTimeoutMs?: number
  /** Registers what must also stand before an answer that is kept and replayed, such as authentication. */
  guards?(app: Hono): void
  routes?(app: Hono): void
  /** What can be called over gRPC; `runService` must then be told `http2`. */
  rpc?: RpcOptions
  selfChecks: readonly SelfCheck[]
  /** More for `GET /health`; when it throws, health answers 503. */
  health?(): Promise<Record<string, unknown>>
}

/**
 * The service with `GET /health`, `POST /test`, problem+json errors, body limit, Idempotency-Key, request log and,
 * where they are opened, the knobs. `/test` calls the service's own routes through the knobs: a fault makes it red.
 */
export function createService(options: ServiceOptions): Hono {
  const { name, logger } = options
  const app = new Hono()
  const knobs = createKnobState()

  app.onError((error, c) => {
    const problem = problemOf(error)
    if (problem.status >= 500 && problem.code === 'INTERNAL') {
      logger.error({ event: 'unexpected', service: name, trace_id: c.get('traceId'), err: error })
    }
    return problemResponse(problem, c.req.path, c.get('traceId'))
  })
  app.notFound(c => {
    throw new ServiceProblem(404, 'NOT_FOUND', `there is no ${c.req.method} ${c.req.path}`)
  })
  app.use(requestLog(name, logger))
  if (options.knobs) mountKnobs(app, knobs)
  // Before anything that reads bodies: a call's body is its own.
  if (options.rpc !== undefined)
    mountRpc(app, options.rpc, { logger, knobs, inFront: options.knobs ? [faultsInFront(knobs)] : [] })
  app.use(
    bodyLimit({
      maxSize: options.maxBodyBytes ?? 8 * 1024 * 1024,
      onError: () => {
        throw new ServiceProblem(413, 'BODY_TOO_LARGE', 'the body is larger than this service takes')
      },
    }),
  )
  if (options.knobs) app.use(faultsInFront(knobs), repliesInFront(knobs))
  mountHealth(app, options)
  app.post('/test', async c => {
    const checks = await runSelfChecks(options.selfChecks, selfCallOf(app, options.selfCheckTimeoutMs ?? 5000))
    return c.json({ ok: checks.every(check => check.ok), checks })
  })
  options.guards?.(app)
  if (options.idempotent !== false) app.use(idempotency(createAnswerStore(options.dataDir)))
  options.routes?.(app)
  return app
}

function mountHealth(app: Hono, { name, version, health }: ServiceOptions): void {
  const startedAt = performance.now()
  app.get('/health', async c => {
    const uptime_s = Math.round((performance.now() - startedAt) / 1000)
    try {
      return c.json({ status: 'ok', service: name, version, uptime_s, ...(await health?.()) })
    } catch (error) {
      // The cause is for the operator who asks; the process itself goes on.
      const detail = error instanceof Error ? error.message : String(error)
      return c.json({ status: 'down', service: name, version, uptime_s, detail }, 503)
    }
  })
}

function problemOf(error: Error): ServiceProblem {
  if (error instanceof ServiceProblem) return error
  if (error instanceof HTTPException)
    return new ServiceProblem(error.status, 'REFUSED', error.message, { cause: error })
  return new ServiceProblem(500, 'INTERNAL', 'something went wrong inside this service', { cause: error })
}

function selfCallOf(app: Hono, timeoutMs: number): SelfCall {
  return async (path, body) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const init = { ...initOf(body), signal }
    const response = await Promise.race([
      Promise.resolve(app.request(path, init, IN_PROCESS)),
      rejectOn(signal, timeoutMs),
    ])
    const answer = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${answer.slice(0, 300)}`)
    return JSON.parse(answer)
  }
}

function initOf(body: unknown): RequestInit {
  if (body === undefined) return {}
  if (body instanceof FormData) return { method: 'POST', body }
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

function rejectOn(signal: AbortSignal, timeoutMs: number): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer within ${timeoutMs} ms`)), { once: true })
  })
}
