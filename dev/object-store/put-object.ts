// The place of PutObject: a body is streamed to its own file and becomes the object in one commit, or not at all.

import type { Call, S3Answer } from './call.ts'
import { keptHeaders } from './kept-headers.ts'
import { checksumHeaders, versionHeaders } from './object-headers.ts'
import { requestedRetention } from './object-lock.ts'
import { assertWritable } from './preconditions.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'

export async function putObject(call: Call): Promise<S3Answer> {
  const { request, body, storage } = call
  const bucket = requireBucket(call)
  assertBodySize(call)
  const headers = keptHeaders(request)
  const retention = requestedRetention(request, bucket, call.now())
  if (retention !== undefined && !body.checked) {
    throw new S3Error(
      'InvalidRequest',
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    )
  }
  const guard = (current: Parameters<typeof assertWritable>[1]) => assertWritable(request, current)
  const record = await storage.put(call.bucket, call.key, body.read(), guard, () => {
    const { md5, bytes, checksums } = body.digests()
    return { bytes, etag: md5, checksums, headers, modifiedAtMs: call.now(), ...(retention && { retention }) }
  })
  const { etag, versionId } = record
  return {
    status: 200,
    headers: { ETag: `"${etag}"`, ...checksumHeaders(record), ...versionHeaders(bucket, versionId) },
  }
}

/** Throws EntityTooLarge before the body is read. */
export function assertBodySize({ body, maxObjectBytes }: Call): void {
  if (body.bytes <= maxObjectBytes) return
  throw new S3Error('EntityTooLarge', undefined, {
    ProposedSize: String(body.bytes),
    MaxSizeAllowed: String(maxObjectBytes),
  })
}
