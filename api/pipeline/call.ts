// One request on its way through a route: who, what, and on which ports.
import type { Context } from 'hono'
import type { Caller } from '../auth/caller.ts'
import type { Upload } from '../body/upload.ts'
import type { GivenBody } from '../idempotency/kept-answer.ts'
import type { KeyedCall } from '../idempotency/keyed-call.ts'
import type { Answer } from './answer.ts'
import type { ApiSettings, Ports } from './ports.ts'
import type { Trace } from './trace.ts'

export interface Call<S = undefined, B = undefined, Q = undefined> {
  context: Context
  ports: Ports
  settings: ApiSettings
  trace: Trace
  caller: Caller
  /** What `{id}` names. */
  subject: S
  body: B
  /** The body as sent, before any default. */
  raw: unknown
  /** Its exact bytes. */
  bytes: Uint8Array
  /** The file, where the route takes one. */
  upload?: Upload
  query: Q
  /** Present with an Idempotency-Key. */
  keyed?: KeyedCall
  /** Of a route that reads its body itself: the answer that its Idempotency-Key already has, once what came is known. */
  replayFor?: (given: GivenBody) => Promise<Answer | undefined>
  /** `Prefer: wait=N`, at most 60. */
  waitSeconds?: number
}
