// The place where an object is copied inside the store, and its copy is held to the hash that it should have.

import { type CopyOptions, type CopySource, type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import { fromRefusal } from './errors.ts'
import type { Wire } from './open-wire.ts'
import { readHead } from './plain-head.ts'
import { storedOf } from './read-headers.ts'
import { encodePath, encodeStrictly } from './sign-request.ts'
import { hexOfWhole } from './transform.ts'
import { withDeadline } from './with-deadline.ts'
import { textIn } from './xml-text.ts'

/** Into the bucket of the wire; the deadline holds for all of a copy together. */
export function createCopying(wire: Wire, timeoutMs: number): Pick<ObjectStore, 'copyFrom'> {
  return {
    copyFrom: (source, key, options = {}) =>
      withDeadline(timeoutMs, options.signal, async signal => {
        const { sha256 } = options
        // A wrong copy under retention would stay for years, so what is known of the source is asked before.
        if (sha256 !== undefined) assertHash((await readHead(wire, source, signal)).sha256, sha256, 'source')
        const headers = copyHeaders(source, options)
        const answer = await wire.send({ method: 'PUT', key, headers, repeatable: true, signal })
        const said = await answer.body.text()
        // A copy that takes long is answered 200 before it is done; whether it was is in the body.
        const etag = textIn(said, 'ETag')
        if (etag === undefined) throw fromRefusal(500, said)
        if (sha256 !== undefined) assertHash(hexOfWhole(textIn(said, 'ChecksumSHA256')) ?? 'none', sha256, 'copy')
        return { ...storedOf(answer.headers), etag }
      }),
  }
}

/** The hash is asked for, so that the answer brings it. */
function copyHeaders(source: CopySource, { retainUntil, sha256, ifSourceMatch }: CopyOptions): Record<string, string> {
  const version = source.versionId === undefined ? '' : `?versionId=${encodeStrictly(source.versionId)}`
  return {
    'x-amz-copy-source': `${encodePath(`${source.bucket}/${source.key}`)}${version}`,
    ...(sha256 !== undefined && { 'x-amz-checksum-algorithm': 'SHA256' }),
    ...(ifSourceMatch !== undefined && { 'x-amz-copy-source-if-match': ifSourceMatch }),
    ...(retainUntil !== undefined && {
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': retainUntil.toISOString(),
    }),
  }
}

function assertHash(found: string | undefined, expected: string, what: string): void {
  if (found === undefined || found === expected) return
  throw new ObjectStoreError('CHECKSUM_MISMATCH', `The SHA-256 of the ${what} is ${found} and not ${expected}`)
}
