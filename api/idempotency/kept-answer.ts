// The answer that a request's Idempotency-Key already has; without one, a refusal from here on is an answer to the key.
import type { Answer } from '../pipeline/answer.ts'
import type { Call } from '../pipeline/call.ts'
import { idempotencyKey } from './idempotency-key.ts'
import { type KeyedCall, keyedCall } from './keyed-call.ts'

/** What, beside address and query, must be the same under the same key. */
export interface GivenBody {
  more: string
  bytes: Uint8Array
}

/** @throws MandateError MALFORMED_REQUEST (the key), IDEMPOTENCY_KEY_REUSED */
export async function keptAnswer(
  { keyless }: { keyless?: boolean },
  call: Call<unknown, unknown, unknown>,
  progress: { keyed?: KeyedCall },
  { more, bytes }: GivenBody,
): Promise<Answer | undefined> {
  const key = keyless ? undefined : idempotencyKey(call.context.req.header('idempotency-key'))
  if (key === undefined) return undefined
  const { raw: request } = call.context.req
  const { pathname, search } = new URL(request.url)
  const route = `${request.method} ${pathname.toLowerCase()}`
  const query = `${search}${more}`
  call.keyed = keyedCall(call.ports.idempotency, { tenantId: call.caller.tenantId, route, key, query, bytes })
  const replayed = await call.keyed.replay()
  if (replayed === undefined) progress.keyed = call.keyed
  return replayed
}
