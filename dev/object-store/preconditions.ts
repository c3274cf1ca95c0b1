// The place of conditional requests: what must be true of the object that is there for a read, a write or a delete to happen.
// Source: RFC 9110 section 13.2.2; https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html

import type { ObjectRecord } from './object-record.ts'
import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'

/** A copy whose source is not as it should be fails, in either direction. Throws PreconditionFailed. */
export function assertCopyable(request: S3Request, source: ObjectRecord): void {
  const prefix = 'x-amz-copy-source-'
  const ifMatch = request.header(`${prefix}if-match`)
  const ifNoneMatch = request.header(`${prefix}if-none-match`)
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, source)) throw failed(`${prefix}If-Match`)
  } else if (since(request, `${prefix}if-unmodified-since`, source) === 'modified')
    throw failed(`${prefix}If-Unmodified-Since`)
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, source)) throw failed(`${prefix}If-None-Match`)
  } else if (since(request, `${prefix}if-modified-since`, source) === 'unmodified')
    throw failed(`${prefix}If-Modified-Since`)
}

/** Throws PreconditionFailed or NotModified. */
export function assertReadable(request: S3Request, record: ObjectRecord): void {
  const ifMatch = request.header('if-match')
  const ifNoneMatch = request.header('if-none-match')
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, record)) throw failed('If-Match')
  } else if (since(request, 'if-unmodified-since', record) === 'modified') throw failed('If-Unmodified-Since')
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, record)) throw notModified(record)
  } else if (since(request, 'if-modified-since', record) === 'unmodified') throw notModified(record)
}

/** Throws PreconditionFailed, or NoSuchKey for an If-Match on nothing, as S3 does. */
export function assertWritable(request: S3Request, current: ObjectRecord | undefined): void {
  const ifMatch = request.header('if-match')
  const ifNoneMatch = request.header('if-none-match')
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw new S3Error('NotImplemented', undefined, { Header: 'If-None-Match' })
  }
  if (ifNoneMatch === '*' && current !== undefined) throw failed('If-None-Match')
  if (ifMatch === undefined) return
  if (current === undefined) throw new S3Error('NoSuchKey')
  if (!matches(ifMatch, current)) throw failed('If-Match')
}

/** `*`, one ETag or a list of them, quoted or not, as clients send them. */
function matches(header: string, record: ObjectRecord): boolean {
  return header
    .split(',')
    .map(tag =>
      tag
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .some(tag => tag === '*' || tag === record.etag)
}

function since(request: S3Request, name: string, record: ObjectRecord): 'modified' | 'unmodified' | undefined {
  const dateMs = Date.parse(request.header(name) ?? '')
  if (Number.isNaN(dateMs)) return undefined
  // HTTP dates have no milliseconds.
  return Math.floor(record.modifiedAtMs / 1000) * 1000 > dateMs ? 'modified' : 'unmodified'
}

const failed = (condition: string) => new S3Error('PreconditionFailed', undefined, { Condition: condition })

const notModified = (record: ObjectRecord) => new S3Error('NotModified', undefined, {}, { ETag: `"${record.etag}"` })
