// A request with an Idempotency-Key: finds the answer that the key has, and makes answers to be kept under it.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { MandateError } from '#domain/errors.ts'
import type { KeptAnswer } from '#domain/ports/campaign-ledger.ts'
import type { IdempotencyStore } from '#domain/ports/idempotency-store.ts'
import type { Answer } from '../pipeline/answer.ts'

export interface KeyedCall {
  /** @throws MandateError IDEMPOTENCY_KEY_REUSED when the key was used with another body */
  replay(): Promise<Answer | undefined>
  kept(answer: Answer): KeptAnswer
  /** For refusals, which no statement of the ledger carries. */
  keep(answer: Answer): Promise<void>
}

export interface KeyedRequest {
  tenantId: string
  /** Method and path: a key means nothing beyond its route. */
  route: string
  key: string
  /** Query and body. */
  query: string
  bytes: Uint8Array
}

export function keyedCall(store: IdempotencyStore, request: KeyedRequest): KeyedCall {
  const { tenantId, route, key } = request
  const bodySha256 = fingerprint(request)
  const kept = ({ status, headers, body }: Answer): KeptAnswer => ({
    ...{ tenantId, route, key, bodySha256, status, headers, body: body ?? '' },
  })
  return {
    kept,
    keep: answer => store.keep(kept(answer)),
    async replay() {
      const found = await store.find(tenantId, route, key)
      if (found === undefined) return undefined
      if (found.bodySha256 !== bodySha256)
        throw new MandateError('IDEMPOTENCY_KEY_REUSED', 'this Idempotency-Key was used before with another body')
      return { status: found.status, headers: { ...found.headers, 'idempotent-replayed': 'true' }, body: found.body }
    },
  }
}

/** The same JSON in another spelling is the same body; what is not JSON is its bytes. */
function fingerprint({ query, bytes }: KeyedRequest): string {
  return createHash('sha256').update(query).update('\n').update(canonical(bytes)).digest('hex')
}

function canonical(bytes: Uint8Array): string | Uint8Array {
  try {
    return canonicalize(JSON.parse(new TextDecoder().decode(bytes))) ?? bytes
  } catch {
    return bytes // not JSON, or not canonicalizable: the request will be refused, and the refusal kept for these bytes
  }
}
