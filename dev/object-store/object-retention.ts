// The place of GetObjectRetention and PutObjectRetention.

import type { Call, S3Answer } from './call.ts'
import { assertRetentionMayBecome, parseRetention } from './object-lock.ts'
import { readText } from './request-body.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import { fromXml } from './xml.ts'

export async function getObjectRetention(call: Call): Promise<S3Answer> {
  requireLock(call)
  const record = call.storage.index.get(call.bucket, call.key)
  if (record === undefined) throw new S3Error('NoSuchKey', undefined, { Key: call.key })
  if (record.retention === undefined) throw new S3Error('NoSuchObjectLockConfiguration')
  const { mode, untilMs } = record.retention
  const element = { Mode: mode, RetainUntilDate: new Date(untilMs).toISOString() }
  return { status: 200, xml: { root: 'Retention', element } }
}

export async function putObjectRetention(call: Call): Promise<S3Answer> {
  const bucket = requireLock(call)
  if (!call.body.checked) throw new S3Error('InvalidRequest', 'Missing required header for this request: Content-MD5')
  const { Mode, RetainUntilDate } = fromXml(await readText(call.body, 64 * 1024), 'Retention')
  if (typeof Mode !== 'string' || typeof RetainUntilDate !== 'string') throw new S3Error('MalformedXML')
  const next = parseRetention(Mode, RetainUntilDate, bucket, call.now())
  call.storage.amend(call.bucket, call.key, current => {
    assertRetentionMayBecome(next, current.retention, call.request, call.now())
    return { ...current, retention: next }
  })
  return { status: 200 }
}

function requireLock(call: Call) {
  const bucket = requireBucket(call)
  if (!bucket.objectLock) throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration')
  return bucket
}
