// The place where a request's bucket is looked up.

import type { Call } from './call.ts'
import type { BucketRecord } from './object-record.ts'
import { S3Error } from './s3-error.ts'

export function requireBucket(call: Call): BucketRecord {
  const bucket = call.storage.index.bucket(call.bucket)
  if (bucket === undefined) throw new S3Error('NoSuchBucket', undefined, { BucketName: call.bucket })
  return bucket
}
