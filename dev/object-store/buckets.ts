// The place of the bucket operations: list, create, head, delete, location and lock configuration.

import type { Call, S3Answer } from './call.ts'
import { readText } from './request-body.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import { fromXml, isRecord } from './xml.ts'

export async function listBuckets(call: Call): Promise<S3Answer> {
  const buckets = call.storage.index.buckets()
  const Bucket = buckets.map(({ name, createdAtMs }) => ({
    Name: name,
    CreationDate: new Date(createdAtMs).toISOString(),
  }))
  const element = { Owner: { ID: 'mandate', DisplayName: 'mandate' }, Buckets: { Bucket } }
  return { status: 200, xml: { root: 'ListAllMyBucketsResult', element } }
}

export async function createBucket(call: Call): Promise<S3Answer> {
  assertBucketName(call.bucket)
  const text = await readText(call.body, 64 * 1024)
  if (text !== '') assertHere(fromXml(text, 'CreateBucketConfiguration').LocationConstraint, call.region)
  if (call.storage.index.bucket(call.bucket) !== undefined)
    throw new S3Error('BucketAlreadyOwnedByYou', undefined, { BucketName: call.bucket })
  const objectLock = call.request.header('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true'
  const versioning = objectLock ? 'Enabled' : 'Off'
  call.storage.index.saveBucket({ name: call.bucket, createdAtMs: call.now(), objectLock, versioning })
  return { status: 200, headers: { Location: `/${call.bucket}` } }
}

export async function headBucket(call: Call): Promise<S3Answer> {
  requireBucket(call)
  return { status: 200, headers: { 'x-amz-bucket-region': call.region } }
}

export async function deleteBucket(call: Call): Promise<S3Answer> {
  requireBucket(call)
  const everything = { key: new Uint8Array() }
  for (const _version of call.storage.index.scanVersions(call.bucket, everything))
    throw new S3Error('BucketNotEmpty', undefined, { BucketName: call.bucket })
  call.storage.index.removeBucket(call.bucket)
  for (const upload of [...call.storage.uploads.scan(call.bucket, everything)]) await call.storage.uploads.abort(upload)
  return { status: 204 }
}

export async function getBucketLocation(call: Call): Promise<S3Answer> {
  requireBucket(call)
  // us-east-1 is named by an empty constraint.
  const element = { '#text': call.region === 'us-east-1' ? '' : call.region }
  return { status: 200, xml: { root: 'LocationConstraint', element } }
}

export async function getObjectLockConfiguration(call: Call): Promise<S3Answer> {
  if (!requireBucket(call).objectLock)
    throw new S3Error('ObjectLockConfigurationNotFoundError', undefined, { BucketName: call.bucket })
  return { status: 200, xml: { root: 'ObjectLockConfiguration', element: { ObjectLockEnabled: 'Enabled' } } }
}

/** Throws InvalidBucketName. `livez` is our own path. */
export function assertBucketName(name: string): void {
  const shape = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
  if (!shape.test(name) || name.includes('..') || /^\d+\.\d+\.\d+\.\d+$/.test(name) || name === 'livez') {
    throw new S3Error('InvalidBucketName', undefined, { BucketName: name })
  }
}

function assertHere(location: unknown, region: string): void {
  if (location === undefined || location === '' || location === region || isRecord(location)) return
  throw new S3Error('InvalidArgument', `The specified location-constraint is not valid; this store is in ${region}`)
}
