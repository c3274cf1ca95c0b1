// The API as a Hono app: ports and settings in, an app out, no effects.
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Logger } from 'pino'
import { MandateError } from '#domain/errors.ts'
import type { Answer } from './pipeline/answer.ts'
import type { ApiSettings, Ports } from './pipeline/ports.ts'
import { type AnyRoute, fullPath, type Route } from './pipeline/route.ts'
import { type Progress, runRoute } from './pipeline/run-route.ts'
import { type Trace, traceOf } from './pipeline/trace.ts'
import { problemAnswer, toMandateError } from './problem/problem-answer.ts'
import { problemStatus } from './problem/problem-status.ts'
import { ROUTES } from './routes/index.ts'

export interface AppOptions {
  ports: Ports
  settings: ApiSettings
  logger: Logger
  observe: (request: { method: string; route: string; status: number; seconds: number }) => void
  routes?: readonly AnyRoute[]
}

export function createApp(options: AppOptions): Hono {
  const { routes = ROUTES, settings } = options
  const app = new Hono()
  if (settings.corsOrigins.length > 0) app.use(cors(corsOptions(settings.corsOrigins)))
  for (const route of routes) app.on(route.method, honoPath(route), context => answer(context, route, options))
  for (const [path, methods] of methodsByPath(routes)) {
    const allow = methods.join(', ')
    app.all(path, context =>
      refuse(context, new MandateError('METHOD_NOT_ALLOWED', `only ${allow} here`, { members: { allow } }), options, {
        allow,
      }),
    )
  }
  app.notFound(context => refuse(context, new MandateError('NOT_FOUND', 'there is no such route'), options))
  // Only Hono itself can still throw here.
  app.onError((error, context) => refuse(context, toMandateError(error, options.ports.classifyError), options))
  return app
}

const honoPath = (route: AnyRoute) => fullPath(route).replaceAll(/\{(\w+)\}/g, ':$1')

function methodsByPath(routes: readonly AnyRoute[]): Map<string, string[]> {
  const methods = new Map<string, string[]>()
  for (const route of routes) {
    const own = route.method === 'get' ? ['GET', 'HEAD'] : [route.method.toUpperCase()]
    methods.set(honoPath(route), [...(methods.get(honoPath(route)) ?? []), ...own])
  }
  return methods
}

async function answer(context: Context, route: AnyRoute, options: AppOptions): Promise<Response> {
  const startedAt = performance.now()
  const trace = traceOf(name => context.req.header(name))
  const progress: Progress = {}
  let problem: MandateError | undefined
  let response: Response
  try {
    response = finish(await runRoute(route, context, { ...options, trace, progress }), trace, progress)
  } catch (error) {
    problem = toMandateError(error, options.ports.classifyError, progress.keyed !== undefined)
    const refusal = problemAnswer(problem, { instance: context.req.path, traceId: trace.traceId })
    await keepRefusal(refusal, progress, options)
    await tellRefusal(route, problem, { ...options, trace, progress })
    response = finish(refusal, trace, { rateFields: rateFieldsOf(problem) ?? progress.rateFields })
  }
  const seconds = (performance.now() - startedAt) / 1000
  options.observe({ method: route.method, route: route.path, status: response.status, seconds })
  log(options.logger, { context, route: route.name, trace, progress, problem, status: response.status, seconds })
  return response
}

/** A refusal stands even where the ledger can't be told of it just now; the log line is there in any case. */
async function tellRefusal(
  entry: AnyRoute,
  problem: MandateError,
  { ports, trace, progress, logger }: AppOptions & { trace: Trace; progress: Progress },
): Promise<void> {
  const { onRefused } = entry as unknown as Route
  const { caller, raw } = progress
  if (onRefused === undefined || caller === undefined || OURS.has(problemStatus(problem.code))) return
  try {
    await onRefused({ ports, caller, trace, raw }, problem)
  } catch (error) {
    logger.error({ event: 'refusal.not_told', route: entry.name, code: problem.code, err: error })
  }
}

/** Says nothing about the request, but 503 of a kill switch, which is told. */
const OURS: ReadonlySet<number> = new Set([500, 502])

/** 4xx are kept like any answer; a 5xx says nothing about the request, and whoever is in progress has the key. */
async function keepRefusal(refusal: Answer, { keyed }: Progress, { logger }: AppOptions): Promise<void> {
  if (keyed === undefined || refusal.status >= 500 || refusal.body?.includes('"code":"IDEMPOTENCY_')) return
  try {
    await keyed.keep(refusal)
  } catch (error) {
    // The refusal stands without being kept: asked again, the same request is refused again.
    logger.warn({ event: 'idempotency.not_kept', err: error })
  }
}

function refuse(
  context: Context,
  problem: MandateError,
  { logger }: AppOptions,
  headers: Record<string, string> = {},
): Response {
  const trace = traceOf(name => context.req.header(name))
  const refusal = problemAnswer(problem, { instance: context.req.path, traceId: trace.traceId })
  const response = finish({ ...refusal, headers: { ...refusal.headers, ...headers } }, trace, {})
  log(logger, { context, route: 'none', trace, progress: {}, problem, status: response.status, seconds: 0 })
  return response
}

/** Nothing that a tenant sees may be shared by a cache; a tagged answer may be kept by the client and asked about. */
function finish(result: Answer | Response, trace: Trace, { rateFields }: Pick<Progress, 'rateFields'>): Response {
  const common = {
    ...rateFields,
    'x-request-id': trace.requestId,
    traceparent: trace.traceparent,
    'x-content-type-options': 'nosniff',
  }
  if (result instanceof Response) {
    for (const [name, value] of Object.entries(common)) result.headers.set(name, value)
    return result
  }
  const caching = 'etag' in result.headers ? 'private, no-cache' : 'no-store'
  return new Response(result.body, {
    status: result.status,
    headers: { 'cache-control': caching, ...result.headers, ...common },
  })
}

function rateFieldsOf(problem: MandateError): Record<string, string> | undefined {
  return problem.members.rateFields as Record<string, string> | undefined // set by the rate limiter alone
}

interface Line {
  context: Context
  route: string
  trace: Trace
  progress: Progress
  problem: MandateError | undefined
  status: number
  seconds: number
}

/** One wide line a request; never a body, a token or a query. */
function log(logger: Logger, { context, route, trace, progress, problem, status, seconds }: Line): void {
  const line = {
    event: 'request',
    method: context.req.method,
    route,
    status,
    duration_ms: Math.round(seconds * 1e6) / 1000,
    request_id: trace.requestId,
    trace_id: trace.traceId,
    tenant_id: progress.caller?.tenantId,
    sub: progress.caller?.actor.sub,
    subject: context.req.param('id'),
    code: problem?.code,
  }
  if (status >= 500) logger.error({ ...line, err: problem?.cause ?? problem })
  else logger.info(line)
}

const corsOptions = (origins: string[]) => ({
  origin: origins,
  allowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT'],
  allowHeaders: [
    'Authorization',
    'Content-Type',
    'Idempotency-Key',
    'If-None-Match',
    'Last-Event-ID',
    'Prefer',
    'X-Request-Id',
    'X-Command-Signature',
    'X-Skeleton-Name',
    'Traceparent',
  ],
  exposeHeaders: [
    'ETag',
    'Location',
    'Link',
    'Retry-After',
    'RateLimit',
    'RateLimit-Policy',
    'Idempotent-Replayed',
    'Preference-Applied',
    'X-Request-Id',
    'Traceparent',
  ],
  maxAge: 600,
})
