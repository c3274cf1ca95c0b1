// The place where a key, or a version of it, becomes the object that is meant, or S3's word for why there is none.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html

import type { ObjectIndex } from './object-index.ts'
import type { DeleteMarker, ObjectRecord, VersionRecord } from './object-record.ts'
import { S3Error } from './s3-error.ts'

/** Throws NoSuchBucket, NoSuchKey, NoSuchVersion, or MethodNotAllowed for a version that is a delete marker. */
export function findObject(
  index: Pick<ObjectIndex, 'bucket' | 'get'>,
  bucket: string,
  key: string,
  versionId: string | undefined,
): ObjectRecord {
  if (index.bucket(bucket) === undefined) throw new S3Error('NoSuchBucket', undefined, { BucketName: bucket })
  const found = index.get(bucket, key, versionId)
  if (found === undefined) {
    if (versionId === undefined) throw new S3Error('NoSuchKey', undefined, { Key: key })
    throw new S3Error('NoSuchVersion', undefined, { Key: key, VersionId: versionId })
  }
  if (!found.marker) return found
  if (versionId === undefined) throw new S3Error('NoSuchKey', undefined, { Key: key }, markerHeaders(found))
  const details = { Method: 'GET', ResourceType: 'DeleteMarker' }
  throw new S3Error('MethodNotAllowed', undefined, details, {
    ...markerHeaders(found),
    Allow: 'DELETE',
    'Last-Modified': new Date(found.modifiedAtMs).toUTCString(),
  })
}

/** What a condition is held against: a deleted object is none. */
export const standing = (found: VersionRecord | undefined): ObjectRecord | undefined =>
  found === undefined || found.marker ? undefined : found

const markerHeaders = ({ versionId }: DeleteMarker) => ({
  'x-amz-delete-marker': 'true',
  'x-amz-version-id': versionId,
})
