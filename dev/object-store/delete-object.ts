// The place of DeleteObject: without a version it hides what stands, with one it removes just that, unless it is locked.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html

import type { Call, S3Answer } from './call.ts'
import type { Guard } from './commit-object.ts'
import { assertDeletable } from './object-lock.ts'
import { assertWritable } from './preconditions.ts'
import { requireBucket } from './require-bucket.ts'
import { parseVersionId } from './version-id.ts'

export async function deleteObject(call: Call): Promise<S3Answer> {
  requireBucket(call)
  const versionId = parseVersionId(call.request.parameter('versionId'))
  const deleted = await deleteKey(call, call.key, versionId, current => assertWritable(call.request, current))
  return {
    status: 204,
    headers: {
      ...(deleted.marker && { 'x-amz-delete-marker': 'true' }),
      ...(deleted.versionId !== undefined && { 'x-amz-version-id': deleted.versionId }),
    },
  }
}

export interface Deleted {
  /** Whether a delete marker was laid, or was what was removed. */
  marker: boolean
  /** Of the marker, or of what was removed; `undefined` in a bucket without versions. */
  versionId: string | undefined
}

/** What is not there is deleted already. Throws AccessDenied for a locked version. */
export async function deleteKey(
  call: Call,
  key: string,
  versionId: string | undefined,
  guard: Guard,
): Promise<Deleted> {
  const { storage, bucket, request } = call
  if (versionId === undefined) {
    const mark = await storage.delete(bucket, key, call.now(), guard)
    return { marker: mark !== undefined, versionId: mark?.versionId }
  }
  const removed = await storage.deleteVersion(bucket, key, versionId, current => {
    guard(current)
    assertDeletable(current, request, call.now())
  })
  return { marker: removed?.marker ?? false, versionId }
}
