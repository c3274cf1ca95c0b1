// The place of CreateMultipartUpload: what the object will be besides its bytes is said here, the parts bring these.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html

import { createByteDigests } from './byte-digests.ts'
import type { Call, S3Answer } from './call.ts'
import { keptHeaders } from './kept-headers.ts'
import { requestedRetention } from './object-lock.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'

export async function createMultipartUpload(call: Call): Promise<S3Answer> {
  const { request, bucket, key, storage } = call
  const retention = requestedRetention(request, requireBucket(call), call.now())
  const checksum = announcedChecksum(call)
  const upload = storage.uploads.start({
    ...{ bucket, key, startedAtMs: call.now(), headers: keptHeaders(request) },
    ...(retention !== undefined && { retention }),
    ...(checksum !== undefined && { checksum }),
  })
  const element = { Bucket: bucket, Key: key, UploadId: upload.id }
  return { status: 200, headers: checksumHeaders(checksum), xml: { root: 'InitiateMultipartUploadResult', element } }
}

/** Only of the whole object: a checksum of checksums says nothing to whoever has the file. */
function announcedChecksum({ request }: Call): string | undefined {
  const algorithm = request.header('x-amz-checksum-algorithm')?.toLowerCase()
  if (algorithm === undefined) return undefined
  if (request.header('x-amz-checksum-type') !== 'FULL_OBJECT') {
    throw new S3Error('NotImplemented', 'Composite checksums are not implemented; use the type FULL_OBJECT')
  }
  createByteDigests([algorithm])
  return algorithm
}

const checksumHeaders = (algorithm: string | undefined): Record<string, string> =>
  algorithm === undefined
    ? {}
    : { 'x-amz-checksum-algorithm': algorithm.toUpperCase(), 'x-amz-checksum-type': 'FULL_OBJECT' }
