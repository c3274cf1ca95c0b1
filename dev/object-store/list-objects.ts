// The place of ListObjectsV2: what stands under each key, without versions and what is deleted.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html

import type { Call, S3Answer } from './call.ts'
import { behindKey, encoderFor, type Position, parsePageSize, readPage } from './list-page.ts'
import type { ObjectRecord } from './object-record.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import type { XmlElement } from './xml.ts'

export async function listObjects(call: Call): Promise<S3Answer> {
  requireBucket(call)
  const { request } = call
  const prefix = request.parameter('prefix') ?? ''
  const delimiter = request.parameter('delimiter') ?? ''
  const startAfter = request.parameter('start-after')
  const token = request.parameter('continuation-token')
  const maxKeys = parsePageSize('max-keys', request.parameter('max-keys'))
  const encode = encoderFor(request.parameter('encoding-type'))
  const withOwner = request.parameter('fetch-owner') === 'true'
  const from = token === undefined ? behindKey(startAfter) : parseToken(token)
  const page = readPage(sourceOf(call), { prefix, delimiter, from, maxKeys })
  const element: XmlElement = {
    Name: call.bucket,
    Prefix: encode(prefix),
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    ContinuationToken: token,
    NextContinuationToken: page.next === undefined ? undefined : Buffer.from(page.next.key).toString('base64url'),
    KeyCount: page.entries.length,
    MaxKeys: maxKeys,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    IsTruncated: page.next !== undefined,
    EncodingType: request.parameter('encoding-type'),
    Contents: page.entries.flatMap(({ record }) => (record === undefined ? [] : contentOf(record, encode, withOwner))),
    CommonPrefixes: page.entries
      .filter(entry => entry.record === undefined)
      .map(({ name }) => ({ Prefix: encode(name) })),
  }
  return { status: 200, xml: { root: 'ListBucketResult', element } }
}

const sourceOf = ({ storage, bucket }: Call) => ({
  scan: (from: Position) => storage.index.scan(bucket, from),
  behind: (record: ObjectRecord) => behindKey(record.key),
})

function contentOf(record: ObjectRecord, encode: (text: string) => string, withOwner: boolean): XmlElement {
  return {
    Key: encode(record.key),
    LastModified: new Date(record.modifiedAtMs).toISOString(),
    ETag: `"${record.etag}"`,
    Size: record.bytes,
    StorageClass: 'STANDARD',
    Owner: withOwner ? { ID: 'mandate' } : undefined,
  }
}

function parseToken(token: string): Position {
  const key = Buffer.from(token, 'base64url')
  if (key.length === 0 || key.toString('base64url') !== token) {
    throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect')
  }
  return { key }
}
