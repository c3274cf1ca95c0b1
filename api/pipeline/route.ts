// How a route is declared: what it takes, who may, what it answers, and the one function that does it.
import type { z } from 'zod'
import type { ErrorCode, MandateError } from '#domain/errors.ts'
import type { Caller, Scope } from '../auth/caller.ts'
import type { UploadSpec } from '../body/upload.ts'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import type { Ports } from './ports.ts'

export interface BodySpec<B> {
  schema: z.ZodType<B>
  /** What the document shows where the schema is laxer than what is done. */
  documented?: z.ZodType
  required: boolean
  limit: 'json' | 'batch'
  examples: Record<string, unknown>
  /** Takes text/csv as well. */
  csv?: CsvSpec
}

export interface CsvSpec {
  /** Makes of the bytes what the schema takes. @throws MandateError MALFORMED_REQUEST, VALIDATION_FAILED */
  parse: (bytes: Uint8Array) => unknown
  description: string
  example: string
}

export interface SuccessSpec {
  status: number
  description: string
  schema?: z.ZodType
  example?: unknown
  /** Other than application/json. */
  mediaTypes?: Record<string, string>
  headers?: Record<string, string>
}

/** A body of bytes that the route reads itself. */
export interface StreamSpec {
  /** Of a raw body; a form does as well. */
  mediaTypes: readonly string[]
  /** What the file is called in a form, and the texts beside it. */
  field: string
  fields: Record<string, string>
  required: readonly string[]
}

export interface Route<S = unknown, B = unknown, Q = unknown> {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete'
  /** Below /api/v1 unless `root`; `{id}` is a UUID. */
  path: string
  root?: boolean
  name: string
  tag: string
  summary: string
  description?: string
  /** One of these is enough; absent: open to everybody. */
  scopes?: readonly Scope[]
  human?: boolean
  /** Takes no Idempotency-Key: the request has a key of its own. */
  keyless?: boolean
  /** Request headers of its own, for the document. */
  headers?: Record<string, string>
  /** Those that may be left out. */
  optionalHeaders?: Record<string, string>
  /** Loads what `{id}` names, as this caller may see it; undefined: 404. */
  subject?: (ports: Ports, caller: Caller, id: string) => Promise<S | undefined>
  query?: z.ZodType<Q>
  body?: BodySpec<B>
  /** Takes a file instead of JSON. */
  upload?: UploadSpec
  /** Nothing of its body has been read when `run` is called. */
  stream?: StreamSpec
  /** Still served while this process is going down. */
  servedWhileDraining?: boolean
  /** Honours `Prefer: wait=N`. */
  prefersWait?: boolean
  answers: SuccessSpec[]
  /** Beside those that follow from scope, subject, query and body. */
  refusals?: ErrorCode[]
  /** Told of every refusal of a caller that is known; the answer waits for it. */
  onRefused?: (call: RefusedCall, error: MandateError) => Promise<void>
  run: (call: Call<S, B, Q>) => Promise<Answer | Response> | Answer | Response
}

/** What is known of a call that is refused; `raw` only when its body could be parsed. */
export type RefusedCall = Pick<Call, 'ports' | 'caller' | 'trace' | 'raw'>

/** A route in the table: its own types are known to itself alone. */
export type AnyRoute = Route<never, never, never>

/** Checks a declaration against its own types. The pipeline feeds `run` exactly what `subject`, `body` and `query` gave. */
export function defineRoute<S = undefined, B = undefined, Q = undefined>(route: Route<S, B, Q>): AnyRoute {
  return route as unknown as AnyRoute
}

/** The path in the OpenAPI document. */
export function fullPath(route: Pick<AnyRoute, 'path' | 'root'>): string {
  return route.root ? route.path : `/api/v1${route.path}`
}
