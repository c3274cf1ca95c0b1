import { S3ServiceException } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { refineDeleteError, toObjectStoreError, unlessAbsent } from '#db/object-store/s3/errors.ts'
import { ObjectStoreError } from '#domain/ports/object-store.ts'

const answered = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, message: 'said S3', $fault: 'client', $metadata: { httpStatusCode } })

describe('an error of S3', () => {
  it.each([
    ['NoSuchKey', 404, 'NO_SUCH_OBJECT', false, 'NOT_FOUND'],
    ['NotFound', 404, 'NO_SUCH_OBJECT', false, 'NOT_FOUND'],
    ['NoSuchVersion', 404, 'NO_SUCH_OBJECT', false, 'NOT_FOUND'],
    ['NoSuchUpload', 404, 'NO_SUCH_OBJECT', false, 'NOT_FOUND'],
    ['EntityTooSmall', 400, 'REFUSED', false, 'INTERNAL'],
    ['NoSuchBucket', 404, 'MISCONFIGURED', false, 'INTERNAL'],
    ['PreconditionFailed', 412, 'PRECONDITION_FAILED', false, 'ALREADY_EXISTS'],
    ['ConditionalRequestConflict', 409, 'UNAVAILABLE', true, 'UNAVAILABLE'],
    ['BadDigest', 400, 'CHECKSUM_MISMATCH', false, 'INTERNAL'],
    ['EntityTooLarge', 400, 'TOO_LARGE', false, 'PAYLOAD_TOO_LARGE'],
    ['SignatureDoesNotMatch', 403, 'MISCONFIGURED', false, 'INTERNAL'],
    ['SlowDown', 503, 'UNAVAILABLE', true, 'UNAVAILABLE'],
    ['InternalError', 500, 'UNAVAILABLE', true, 'UNAVAILABLE'],
    ['TooManyRequests', 429, 'UNAVAILABLE', true, 'UNAVAILABLE'],
    ['InvalidRequest', 400, 'REFUSED', false, 'INTERNAL'],
    ['toString', 400, 'REFUSED', false, 'INTERNAL'],
  ])('%s (%i) is %s to us', (name, status, reason, retryable, code) => {
    const cause = answered(name, status)
    expect(toObjectStoreError(cause)).toMatchObject({ reason, retryable, code, cause })
  })

  it('without an answer means that it may have happened', () => {
    expect(toObjectStoreError(new TypeError('socket hang up'))).toMatchObject({
      reason: 'UNAVAILABLE',
      retryable: true,
    })
  })
})

describe('what is done already when there is nothing to do it to', () => {
  it('is done when it was not there, and not when the store could not say', () => {
    expect(unlessAbsent(answered('NoSuchUpload', 404))).toBeUndefined()
    expect(() => unlessAbsent(answered('SlowDown', 503))).toThrow(expect.objectContaining({ reason: 'UNAVAILABLE' }))
  })
})

describe('a refused delete', () => {
  const denied = new ObjectStoreError('MISCONFIGURED', 'denied')
  const info = { key: 'k', bytes: 1, etag: '', contentType: '', modifiedAt: new Date(0), metadata: {} }

  it('is a lock when the object has one, and missing rights when it has none', async () => {
    const retainUntil = new Date('2030-01-01T00:00:00Z')
    expect(await refineDeleteError(denied, async () => ({ ...info, retainUntil }))).toMatchObject({
      reason: 'LOCKED',
      code: 'INVALID_STATE',
    })
    expect(await refineDeleteError(denied, async () => info)).toBe(denied)
    expect(await refineDeleteError(denied, async () => undefined)).toBe(denied)
  })

  it('for any other reason is not looked into', async () => {
    const other = new ObjectStoreError('UNAVAILABLE', 'away')
    const head = () => Promise.reject(new Error('not to be called'))
    expect(await refineDeleteError(other, head)).toBe(other)
  })
})
