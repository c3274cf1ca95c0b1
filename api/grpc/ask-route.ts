// A call as the request that it is over HTTP: the app answers it, with all that a route checks, limits, keeps and logs.
import type { HandlerContext } from '@connectrpc/connect'
import { type ErrorContext, rpcError } from './rpc-error.ts'

/** The HTTP app. */
export interface App {
  request(path: string, init: RequestInit, env?: { transport: 'grpc' }): Response | Promise<Response>
}

export interface RouteRequest {
  method: 'GET' | 'POST' | 'PATCH'
  /** Below /api/v1. */
  path: string
  headers?: Record<string, string>
  /** JSON, or bytes as they are. */
  body?: unknown
}

/** Metadata that means to a call what it means to a request. */
const HANDED_ON = ['authorization', 'idempotency-key', 'traceparent', 'x-request-id']
/** What an answer says beside its body that means the same to a caller; the rest is of HTTP alone. */
const HANDED_BACK = [
  'x-request-id',
  'traceparent',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'www-authenticate',
  'idempotent-replayed',
  'preference-applied',
  'x-session-drain',
]

/** @returns the answer's JSON. @throws ConnectError the problem that it was refused with */
export async function askRoute(
  app: App,
  context: HandlerContext,
  request: RouteRequest,
  errors: ErrorContext = {},
): Promise<unknown> {
  const response = await askForResponse(app, context, request, errors)
  return response.json()
}

/** @throws ConnectError the problem that it was refused with */
export async function askForResponse(
  app: App,
  context: HandlerContext,
  { method, path, headers = {}, body }: RouteRequest,
  errors: ErrorContext = {},
): Promise<Response> {
  const handedOn = HANDED_ON.flatMap(name => {
    const value = context.requestHeader.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  const init = { method, signal: context.signal, ...bodyOf(body, { ...Object.fromEntries(handedOn), ...headers }) }
  const response = await app.request(`/api/v1${path}`, init, { transport: 'grpc' })
  const told = new Headers([...response.headers].filter(([name]) => HANDED_BACK.includes(name)))
  if (!response.ok) throw rpcError(await response.json(), { ...errors, headers: told })
  for (const [name, value] of told) context.responseHeader.set(name, value)
  return response
}

function bodyOf(body: unknown, headers: Record<string, string>): RequestInit {
  if (body === undefined) return { headers }
  if (body instanceof ReadableStream) return { headers, body, duplex: 'half' } as RequestInit
  if (body instanceof Uint8Array)
    return { headers: { ...headers, 'content-length': String(body.byteLength) }, body: body as Uint8Array<ArrayBuffer> }
  const json = JSON.stringify(body)
  const length = String(Buffer.byteLength(json))
  return { headers: { ...headers, 'content-type': 'application/json', 'content-length': length }, body: json }
}
