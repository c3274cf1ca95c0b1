// The place of the rules of object lock: who may still change what is under retention, and what retention may become.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
// A lock holds one version: an overwrite or a plain delete lays another version or a mark over it and destroys nothing.

import type { BucketRecord, ObjectRecord, Retention } from './object-record.ts'
import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'

/** The retention that the headers of a put ask for. Throws InvalidRequest or InvalidArgument. */
export function requestedRetention(request: S3Request, bucket: BucketRecord, nowMs: number): Retention | undefined {
  const mode = request.header('x-amz-object-lock-mode')
  const until = request.header('x-amz-object-lock-retain-until-date')
  if (mode === undefined && until === undefined) return undefined
  if (mode === undefined || until === undefined) {
    throw new S3Error(
      'InvalidArgument',
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    )
  }
  return parseRetention(mode, until, bucket, nowMs)
}

export function parseRetention(mode: string, until: string, bucket: BucketRecord, nowMs: number): Retention {
  if (!bucket.objectLock) throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration')
  if (mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE')
    throw new S3Error('InvalidArgument', 'Unknown wormMode directive.')
  const untilMs = /^\d{4}-\d\d-\d\dT/.test(until) ? Date.parse(until) : Number.NaN
  if (Number.isNaN(untilMs))
    throw new S3Error('InvalidArgument', 'The retain until date must be provided in ISO 8601 format')
  if (untilMs <= nowMs) throw new S3Error('InvalidArgument', 'The retain until date must be in the future!')
  return { mode, untilMs }
}

/** Deleting a version under GOVERNANCE is for those who say that they go around it; under COMPLIANCE for nobody. */
export function assertDeletable(current: ObjectRecord | undefined, request: S3Request, nowMs: number): void {
  const retention = current?.retention
  if (!isLocked(retention, nowMs)) return
  if (retention?.mode === 'GOVERNANCE' && bypasses(request)) return
  throw protectedByLock()
}

/** Retention may grow; it shrinks or changes its mode only under GOVERNANCE and with the bypass header. */
export function assertRetentionMayBecome(
  next: Retention,
  current: Retention | undefined,
  request: S3Request,
  nowMs: number,
): void {
  if (current === undefined || !isLocked(current, nowMs)) return
  const grows = next.untilMs >= current.untilMs && (next.mode === current.mode || next.mode === 'COMPLIANCE')
  if (grows) return
  if (current.mode === 'GOVERNANCE' && bypasses(request)) return
  throw protectedByLock()
}

export function retentionHeaders(retention: Retention | undefined): Record<string, string> {
  if (retention === undefined) return {}
  return {
    'x-amz-object-lock-mode': retention.mode,
    'x-amz-object-lock-retain-until-date': new Date(retention.untilMs).toISOString(),
  }
}

const isLocked = (retention: Retention | undefined, nowMs: number) =>
  retention !== undefined && retention.untilMs > nowMs

const bypasses = (request: S3Request) => request.header('x-amz-bypass-governance-retention')?.toLowerCase() === 'true'

const protectedByLock = () => new S3Error('AccessDenied', 'Access Denied because object protected by object lock.')
