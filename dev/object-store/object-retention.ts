// The place of GetObjectRetention and PutObjectRetention: of one version, without an id of the one that stands.

import type { Call, S3Answer } from './call.ts'
import { findObject } from './find-object.ts'
import { assertRetentionMayBecome, parseRetention } from './object-lock.ts'
import { readText } from './request-body.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import { parseVersionId } from './version-id.ts'
import { fromXml } from './xml.ts'

export async function getObjectRetention(call: Call): Promise<S3Answer> {
  requireLock(call)
  const record = findObject(call.storage.index, call.bucket, call.key, versionOf(call))
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
  call.storage.amend(call.bucket, call.key, versionOf(call), current => {
    assertRetentionMayBecome(next, current.retention, call.request, call.now())
    return { ...current, retention: next }
  })
  return { status: 200 }
}

const versionOf = (call: Call) => parseVersionId(call.request.parameter('versionId'))

function requireLock(call: Call) {
  const bucket = requireBucket(call)
  if (!bucket.objectLock) throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration')
  return bucket
}
