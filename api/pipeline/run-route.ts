// The straight pipe that every request of a route goes through, in the contract's order of refusals:
// draining, 401, rate, 403, 404, 415, 413, kept answer, 400, 422, and then the route itself.
import type { Context } from 'hono'
import { MandateError } from '#domain/errors.ts'
import { type Caller, demandHuman, demandScope } from '../auth/caller.ts'
import { checkValues } from '../body/check-values.ts'
import { demandJson } from '../body/demand-json.ts'
import { demandOwnTenant } from '../body/demand-own-tenant.ts'
import { inputErrors, invalid, queryPointer } from '../body/input-errors.ts'
import { parseJson } from '../body/parse-json.ts'
import { readBody } from '../body/read-body.ts'
import { demandUploadType, parseUpload, type UploadSpec } from '../body/upload.ts'
import { keptAnswer } from '../idempotency/kept-answer.ts'
import type { KeyedCall } from '../idempotency/keyed-call.ts'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import type { ApiSettings, Ports } from './ports.ts'
import { preferWait } from './prefer-wait.ts'
import type { AnyRoute, Route } from './route.ts'
import type { Trace } from './trace.ts'

/** What is known of a request by the time it is answered, for the log line and for keeping refusals. */
export interface Progress {
  caller?: Caller
  keyed?: KeyedCall
  /** The body, once it is parsed. */
  raw?: unknown
  rateFields?: Record<string, string> | undefined
  /** Ids that stand in every log line of it. */
  fields?: Record<string, unknown>
}

/** @throws MandateError, or whatever else went wrong */
export async function runRoute(
  entry: AnyRoute,
  context: Context,
  { ports, settings, trace, progress }: { ports: Ports; settings: ApiSettings; trace: Trace; progress: Progress },
): Promise<Answer | Response> {
  const route = entry as unknown as Route // `run` gets what this route's own subject, body and query gave
  const call = { context, ports, settings, trace } as Call<unknown, unknown, unknown>
  if (route.scopes !== undefined) {
    if (ports.health.draining() && !route.servedWhileDraining)
      throw new MandateError('DRAINING', 'this process is going down; ask again', { retryable: true })
    call.caller = progress.caller = await ports.authenticate(context.req.header('authorization'))
    if (progress.fields !== undefined) progress.fields.tenant_id = call.caller.tenantId
    const spent = ports.spendRate(call.caller.tenantId)
    progress.rateFields = spent instanceof Promise ? await spent : spent
    demandScope(call.caller, route.scopes, route.method === 'get')
    if (route.human) demandHuman(call.caller)
    if (route.subject !== undefined) call.subject = await subjectOf(route, call)
  }
  // What streams past is known only afterwards: the route asks when it is.
  if (route.stream !== undefined) call.replayFor = given => keptAnswer(route, call, progress, given)
  const replayed =
    route.method === 'get' || route.stream !== undefined ? undefined : await takeBody(route, call, progress)
  if (replayed !== undefined) return replayed
  validate(route, call)
  if (route.prefersWait) {
    const wait = preferWait(context.req.header('prefer'))
    if (wait !== undefined) call.waitSeconds = wait
  }
  return route.run(call)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

async function subjectOf(route: Route, call: Call<unknown, unknown, unknown>): Promise<unknown> {
  const id = (call.context.req.param('id') ?? '').toLowerCase()
  const subject = UUID.test(id) ? await route.subject?.(call.ports, call.caller, id) : undefined
  if (subject === undefined) throw new MandateError('NOT_FOUND', 'there is nothing of that id')
  return subject
}

/** Reads and parses the body. @returns the answer that its Idempotency-Key already has */
async function takeBody(
  route: Route,
  call: Call<unknown, unknown, unknown>,
  progress: Progress,
): Promise<Answer | undefined> {
  if (route.upload !== undefined) return takeUpload(route, route.upload, call, progress)
  const { raw: request } = call.context.req
  const hasBody = carriesBody(request.headers)
  const bytes = hasBody ? await checkedBytes(route, call, request) : new Uint8Array()
  call.bytes = bytes
  const replayed = await keptAnswer(route, call, progress, { more: '', bytes })
  if (replayed !== undefined) return replayed
  if (bytes.byteLength > 0) {
    const csv = isCsv(request) ? route.body?.csv : undefined
    call.raw = progress.raw = csv === undefined ? parseJson(bytes) : csv.parse(bytes)
    demandOwnTenant(call.caller, call.raw)
  } else if (route.body?.required) {
    throw new MandateError('MALFORMED_REQUEST', 'a JSON body is needed')
  }
  return undefined
}

/** A form's boundary is another each time: the same key means the same file under the same fields. */
async function takeUpload(
  route: Route,
  spec: UploadSpec,
  call: Call<unknown, unknown, unknown>,
  progress: Progress,
): Promise<Answer | undefined> {
  const { raw: request } = call.context.req
  const contentType = request.headers.get('content-type')
  const body = await readBody(request, demandUploadType(contentType, spec))
  call.upload = await parseUpload(body, contentType, spec)
  const { bytes, fields, fileName = '' } = call.upload
  call.bytes = bytes
  const replayed = await keptAnswer(route, call, progress, { more: JSON.stringify([fileName, fields]), bytes })
  if (replayed !== undefined) return replayed
  demandOwnTenant(call.caller, fields)
  return undefined
}

function carriesBody(headers: Headers): boolean {
  const length = headers.get('content-length')
  return length === null ? headers.get('transfer-encoding') !== null : length !== '0'
}

function checkedBytes(
  route: Route,
  { settings }: Call<unknown, unknown, unknown>,
  request: Request,
): Promise<Uint8Array> {
  if (route.body?.csv === undefined || !isCsv(request))
    demandJson(request.headers.get('content-type'), route.body?.csv === undefined ? [] : ['text/csv'])
  return readBody(request, route.body?.limit === 'batch' ? settings.batchLimitBytes : settings.jsonLimitBytes)
}

/** In UTF-8, said or not; anything else is found when it is read. */
function isCsv(request: Request): boolean {
  return /^\s*text\/csv\s*(;|$)/i.test(request.headers.get('content-type') ?? '')
}

function validate(route: Route, call: Call<unknown, unknown, unknown>): void {
  const queryErrors = parseQuery(route, call)
  const bodyErrors = route.body !== undefined ? parseBody(route, call) : emptyBody(call)
  const errors = [...queryErrors, ...bodyErrors]
  if (errors.length > 0) throw invalid(errors)
}

function parseQuery(route: Route, call: Call<unknown, unknown, unknown>) {
  const { url } = call.context.req
  const asked = url.includes('?') ? collect(new URL(url).searchParams) : {}
  if (route.query === undefined)
    return Object.keys(asked).map(name => ({ pointer: `?${name}`, detail: 'is not a known parameter' }))
  const unkeepable = Object.entries(asked).flatMap(([name, value]) =>
    checkValues(value).map(({ detail }) => ({ pointer: `?${name}`, detail })),
  )
  if (unkeepable.length > 0) return unkeepable
  const parsed = route.query.safeParse(asked)
  if (!parsed.success) return inputErrors(parsed.error.issues, queryPointer)
  call.query = parsed.data
  return []
}

/** Repeated parameters become a list. */
function collect(parameters: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map(name => {
      const values = parameters.getAll(name)
      return [name, values.length === 1 ? (values[0] as string) : values]
    }),
  )
}

function parseBody(route: Route, call: Call<unknown, unknown, unknown>) {
  if (route.body === undefined || (call.raw === undefined && !route.body.required)) return []
  const parsed = route.body.schema.safeParse(call.raw)
  if (!parsed.success) return inputErrors(parsed.error.issues)
  call.body = parsed.data
  return []
}

/** A route without a body takes an empty object as well, which many clients can't help sending. */
function emptyBody({ raw }: Call<unknown, unknown, unknown>) {
  if (raw === undefined || (raw !== null && typeof raw === 'object' && Object.keys(raw).length === 0)) return []
  return [{ pointer: '', detail: 'this route takes no body' }]
}
