// The place where an object is copied inside the store, and its copy is held to the hash that it should have.

import { CopyObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { type CopySource, type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import { fromStored, hexOfWhole, toCopyInput, toTarget } from './transform.ts'
import { withDeadline } from './with-deadline.ts'

/** Into `bucket`; the deadline holds for all of a copy together. */
export function createCopying(client: S3Client, bucket: string, timeoutMs: number): Pick<ObjectStore, 'copyFrom'> {
  return {
    copyFrom: (source, key, options = {}) =>
      withDeadline(timeoutMs, options.signal, async abortSignal => {
        const { sha256 } = options
        // A wrong copy under retention would stay for years, so what is known of the source is asked before.
        if (sha256 !== undefined) assertHash(await hashOf(client, source, abortSignal), sha256, 'source')
        const input = toCopyInput(bucket, source, key, options)
        const output = await client.send(new CopyObjectCommand(input), { abortSignal })
        const copied = output.CopyObjectResult
        if (sha256 !== undefined) assertHash(hexOfWhole(copied?.ChecksumSHA256) ?? 'none', sha256, 'copy')
        return fromStored({ ETag: copied?.ETag, VersionId: output.VersionId })
      }),
  }
}

async function hashOf(client: S3Client, source: CopySource, abortSignal: AbortSignal): Promise<string | undefined> {
  const input = { ...toTarget(source.bucket, source.key, source), ChecksumMode: 'ENABLED' as const }
  return hexOfWhole((await client.send(new HeadObjectCommand(input), { abortSignal })).ChecksumSHA256)
}

function assertHash(found: string | undefined, expected: string, what: string): void {
  if (found === undefined || found === expected) return
  throw new ObjectStoreError('CHECKSUM_MISMATCH', `The SHA-256 of the ${what} is ${found} and not ${expected}`)
}
