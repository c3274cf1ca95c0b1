// The place of ListObjectsV2: keys in byte order, rolled up at a delimiter, in pages.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html

import { escapeUri } from '@smithy/core/protocols'
import type { Call, S3Answer } from './call.ts'
import { bytesOf, type ObjectIndex } from './object-index.ts'
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
  const maxKeys = parseMaxKeys(request.parameter('max-keys'))
  const encode = encoderFor(request.parameter('encoding-type'))
  const withOwner = request.parameter('fetch-owner') === 'true'
  const from = token === undefined ? afterKey(startAfter) : parseToken(token)
  const page = readPage(call.storage.index, { bucket: call.bucket, prefix, delimiter, from, maxKeys })
  const objects = page.entries.filter(entry => entry.record !== undefined)
  const element: XmlElement = {
    Name: call.bucket,
    Prefix: encode(prefix),
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    ContinuationToken: token,
    NextContinuationToken: page.next === undefined ? undefined : Buffer.from(page.next).toString('base64url'),
    KeyCount: page.entries.length,
    MaxKeys: maxKeys,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    IsTruncated: page.next !== undefined,
    EncodingType: request.parameter('encoding-type'),
    Contents: objects.map(({ record }) => (record === undefined ? undefined : contentOf(record, encode, withOwner))),
    CommonPrefixes: page.entries
      .filter(entry => entry.record === undefined)
      .map(({ name }) => ({ Prefix: encode(name) })),
  }
  return { status: 200, xml: { root: 'ListBucketResult', element } }
}

interface Entry {
  /** A key, or the common prefix that stands for all keys under it. */
  name: string
  record: ObjectRecord | undefined
}

interface PageQuery {
  bucket: string
  prefix: string
  delimiter: string
  /** The first key, inclusive, that this page may show. */
  from: Uint8Array
  maxKeys: number
}

/** `next` is where the following page begins; `undefined` when there is none. */
export function readPage(
  index: Pick<ObjectIndex, 'scan'>,
  query: PageQuery,
): { entries: Entry[]; next: Uint8Array | undefined } {
  const entries: Entry[] = []
  let from: Uint8Array | undefined = query.maxKeys === 0 ? undefined : later(query.from, bytesOf(query.prefix))
  while (from !== undefined) {
    const run = readRun(index, query, from, entries)
    if (run.full) return { entries, next: run.next }
    from = run.next
  }
  return { entries, next: undefined }
}

/** One scan, up to the first common prefix, behind which the next one begins: nothing under it is read twice. */
function readRun(index: Pick<ObjectIndex, 'scan'>, query: PageQuery, from: Uint8Array, entries: Entry[]) {
  let next = from
  for (const record of index.scan(query.bucket, from)) {
    if (!record.key.startsWith(query.prefix)) break
    if (entries.length === query.maxKeys) return { full: true, next }
    const rolled = rollUp(record.key, query)
    if (rolled !== undefined) {
      entries.push({ name: rolled, record: undefined })
      return { full: false, next: behindPrefix(rolled) }
    }
    entries.push({ name: record.key, record })
    next = afterKey(record.key)
  }
  return { full: false, next: undefined }
}

function rollUp(key: string, { prefix, delimiter }: PageQuery): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
  return end < 0 ? undefined : key.slice(0, end + delimiter.length)
}

/** The smallest key behind this one; all keys when there is none. */
const afterKey = (key: string | undefined): Uint8Array =>
  key === undefined ? new Uint8Array() : Buffer.concat([bytesOf(key), Buffer.of(0)])

/** UTF-8 has no byte 0xff, so this is behind every key with the prefix and before every other later one. */
const behindPrefix = (prefix: string): Uint8Array => Buffer.concat([bytesOf(prefix), Buffer.of(0xff)])

const later = (a: Uint8Array, b: Uint8Array) => (Buffer.compare(a, b) >= 0 ? a : b)

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

function parseMaxKeys(text: string | undefined): number {
  if (text === undefined || text === '') return 1000
  if (!/^\d{1,10}$/.test(text))
    throw new S3Error('InvalidArgument', 'Provided max-keys not an integer or within integer range')
  return Math.min(Number(text), 1000)
}

function encoderFor(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return text => text
  if (encodingType !== 'url') throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request')
  return text => escapeUri(text).replaceAll('%2F', '/')
}

function parseToken(token: string): Uint8Array {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length === 0 || bytes.toString('base64url') !== token) {
    throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect')
  }
  return bytes
}
