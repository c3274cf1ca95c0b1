// The place where S3's error codes become ours; what has no code never reached the store or lost its answer.

import { S3ServiceException } from '@aws-sdk/client-s3'
import { type ObjectInfo, ObjectStoreError, type ObjectStoreReason } from '#domain/ports/object-store.ts'
import { textIn } from './xml-text.ts'

export function toObjectStoreError(cause: unknown): ObjectStoreError {
  if (cause instanceof ObjectStoreError) return cause
  if (!(cause instanceof S3ServiceException)) {
    return new ObjectStoreError('UNAVAILABLE', 'The object store could not be reached or its answer was lost', cause)
  }
  const reason = REASONS.get(cause.name) ?? reasonOfStatus(cause.$metadata.httpStatusCode)
  return new ObjectStoreError(reason, `The object store answered ${cause.name}: ${cause.message}`, cause)
}

/** @param body the XML that S3 says why in; a proxy may say anything */
export function fromRefusal(status: number, body: string): ObjectStoreError {
  const code = textIn(body, 'Code') ?? String(status)
  const reason = REASONS.get(code) ?? reasonOfStatus(status)
  const message = textIn(body, 'Message') ?? ''
  return new ObjectStoreError(reason, `The object store answered ${code}: ${message}`)
}

/** S3 has one code for "locked" and "not yours"; the retention of the object itself tells them apart. */
export async function refineDeleteError(
  error: ObjectStoreError,
  head: () => Promise<ObjectInfo | undefined>,
): Promise<ObjectStoreError> {
  if (error.reason !== 'MISCONFIGURED') return error
  const retainUntil = (await head())?.retainUntil
  if (retainUntil === undefined) return error
  return new ObjectStoreError('LOCKED', `The object is locked until ${retainUntil.toISOString()}`, error)
}

const REASONS = new Map<string, ObjectStoreReason>(
  Object.entries({
    NoSuchKey: 'NO_SUCH_OBJECT',
    NoSuchVersion: 'NO_SUCH_OBJECT',
    NoSuchUpload: 'NO_SUCH_OBJECT',
    PreconditionFailed: 'PRECONDITION_FAILED',
    // Two conditional writes met inside S3, and neither is known to have won: the same call may succeed later.
    ConditionalRequestConflict: 'UNAVAILABLE',
    OperationAborted: 'UNAVAILABLE',
    BadDigest: 'CHECKSUM_MISMATCH',
    XAmzContentSHA256Mismatch: 'CHECKSUM_MISMATCH',
    XAmzContentChecksumMismatch: 'CHECKSUM_MISMATCH',
    EntityTooLarge: 'TOO_LARGE',
    InvalidObjectState: 'LOCKED',
    NoSuchBucket: 'MISCONFIGURED',
    AccessDenied: 'MISCONFIGURED',
    InvalidAccessKeyId: 'MISCONFIGURED',
    SignatureDoesNotMatch: 'MISCONFIGURED',
    AuthorizationHeaderMalformed: 'MISCONFIGURED',
    RequestTimeTooSkewed: 'MISCONFIGURED',
    PermanentRedirect: 'MISCONFIGURED',
    IncompleteBody: 'UNAVAILABLE',
    RequestTimeout: 'UNAVAILABLE',
    SlowDown: 'UNAVAILABLE',
  } as const),
)

/** For what is done already when there is nothing to do it to. */
export function unlessAbsent(cause: unknown): undefined {
  const error = toObjectStoreError(cause)
  if (error.reason !== 'NO_SUCH_OBJECT') throw error
}

/** HEAD has no body, so its errors come without a code. */
function reasonOfStatus(status: number | undefined): ObjectStoreReason {
  if (status === 404) return 'NO_SUCH_OBJECT'
  if (status === 412) return 'PRECONDITION_FAILED'
  if (status === 401 || status === 403) return 'MISCONFIGURED'
  if (status === 413) return 'TOO_LARGE'
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429
    ? 'REFUSED'
    : 'UNAVAILABLE'
}
