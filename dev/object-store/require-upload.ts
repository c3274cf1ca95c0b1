// The place where a request's upload is looked up.

import type { Call } from './call.ts'
import { requireBucket } from './require-bucket.ts'
import type { UploadRecord } from './upload-record.ts'

/** Throws NoSuchBucket or NoSuchUpload. */
export function requireUpload(call: Call): UploadRecord {
  requireBucket(call)
  return call.storage.uploads.find(call.bucket, call.key, call.request.parameter('uploadId') ?? '')
}
