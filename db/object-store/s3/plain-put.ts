// The place where a put goes straight onto the wire: bytes or a stream, with a type and perhaps a hash, and nothing else.

import { hash } from 'node:crypto'
import type { ObjectStore, PutOptions } from '#domain/ports/object-store.ts'
import { openSource } from './open-source.ts'
import type { Wire } from './open-wire.ts'
import { storedOf } from './read-headers.ts'
import { base64OfHex } from './transform.ts'
import { withDeadline } from './with-deadline.ts'

/** Conditions, metadata and retention are the SDK's. */
export const isPlain = ({ metadata, ifNoneMatch, ifMatch, retainUntil }: PutOptions): boolean =>
  metadata === undefined && ifNoneMatch === undefined && ifMatch === undefined && retainUntil === undefined

export function createPlainPut(wire: Wire, timeoutMs: number): ObjectStore['put'] {
  return async (key, given, options) => {
    const { body, repeatable, signal: either, close } = openSource(given, options)
    const headers = {
      'content-type': options.contentType,
      'content-length': String(body instanceof Uint8Array ? body.byteLength : options.bytes),
      ...checksumOf(body, options),
    }
    try {
      return await withDeadline(timeoutMs, either, async signal => {
        const answer = await wire.send({ method: 'PUT', key, headers, body, repeatable, signal })
        await answer.body.dump()
        return storedOf(answer.headers)
      })
    } finally {
      close()
    }
  }
}

/** A hash that is known is checked by the store and signed by us: hashing the body once more to sign it would add nothing. */
function checksumOf(body: unknown, { sha256 }: PutOptions): Record<string, string> {
  if (sha256 !== undefined)
    return { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'x-amz-checksum-sha256': base64OfHex(sha256) }
  return { 'x-amz-content-sha256': body instanceof Uint8Array ? hash('sha256', body) : 'UNSIGNED-PAYLOAD' }
}
