// The API as a Hono app: ports and settings in, an app out, no effects.
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Logger } from 'pino'
import { MandateError } from '#domain/errors.ts'
import { corsOptions } from './cors-options.ts'
import type { ObservedRequest, Transport } from './metrics/request-metrics.ts'
import type { Answer } from './pipeline/answer.ts'
import type { ApiSettings, Ports } from './pipeline/ports.ts'
import { openRequestSpan } from './pipeline/request-span.ts'
import { type AnyRoute, fullPath, type Route } from './pipeline/route.ts'
import { type Progress, runRoute } from './pipeline/run-route.ts'
import type { Trace } from './pipeline/trace.ts'
import { problemAnswer, toMandateError } from './problem/problem-answer.ts'
import { problemStatus } from './problem/problem-status.ts'
import { ROUTES } from './routes/index.ts'

export interface AppOptions {
  ports: Ports
  settings: ApiSettings
  logger: Logger
  observe: (request: ObservedRequest) => void
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
  const span = openRequestSpan(context, route)
  const { trace } = span
  const progress: Progress = { fields: span.fields }
  const { response, problem } = await span.within(() => answered(context, route, { ...options, trace, progress }))
  const seconds = (performance.now() - startedAt) / 1000
  const transport: Transport = context.env?.transport ?? 'http' // told by `askRoute`, and by the console
  options.observe({ method: route.method, route: route.path, status: response.status, seconds, transport })
  span.end({ status: response.status, problem, tenantId: progress.caller?.tenantId })
  log(options.logger, { context, route: route.name, progress, problem, response, seconds })
  return response
}

async function answered(
  context: Context,
  route: AnyRoute,
  options: AppOptions & { trace: Trace; progress: Progress },
): Promise<{ response: Response; problem: MandateError | undefined }> {
  const { trace, progress, ports } = options
  try {
    return { response: finish(await runRoute(route, context, options), trace, progress), problem: undefined }
  } catch (error) {
    const problem = toMandateError(error, ports.classifyError, progress.keyed !== undefined)
    const refusal = problemAnswer(problem, { instance: context.req.path, traceId: trace.traceId })
    await keepRefusal(refusal, progress, options)
    await tellRefusal(route, problem, options)
    const rateFields = rateFieldsOf(problem) ?? progress.rateFields
    return { response: finish(refusal, trace, { rateFields }), problem }
  }
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
  const span = openRequestSpan(context, undefined)
  const { trace } = span
  const refusal = problemAnswer(problem, { instance: context.req.path, traceId: trace.traceId })
  const response = finish({ ...refusal, headers: { ...refusal.headers, ...headers } }, trace, {})
  span.end({ status: response.status, problem, tenantId: undefined })
  log(logger, { context, route: 'none', progress: { fields: span.fields }, problem, response, seconds: 0 })
  return response
}

/** Nothing that a tenant sees may be shared by a cache; a tagged answer may be kept by the client and asked about. */
function finish(result: Answer | Response, trace: Trace, { rateFields }: Pick<Progress, 'rateFields'>): Response {
  const common = {
    ...rateFields,
    'x-request-id': trace.requestId,
    traceparent: trace.given ?? trace.traceparent,
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
  progress: Progress
  problem: MandateError | undefined
  response: Response
  seconds: number
}

/** One wide line a request; never a body, a token or a query. */
function log(logger: Logger, { context, route, progress, problem, response: { status }, seconds }: Line): void {
  const line = {
    event: 'request',
    ...progress.fields,
    method: context.req.method,
    route,
    status,
    duration_ms: Math.round(seconds * 1e6) / 1000,
    sub: progress.caller?.actor.sub,
    subject: context.req.param('id'),
    code: problem?.code,
  }
  if (status >= 500) logger.error({ ...line, err: problem?.cause ?? problem })
  else logger.info(line)
}
