// The place of ListMultipartUploads: what was started and is neither completed nor aborted, by key and age, in pages.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html

import type { Call, S3Answer } from './call.ts'
import { behindKey, behindMarker, encoderFor, type Position, parsePageSize, readPage } from './list-page.ts'
import { bytesOf } from './record-rows.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import type { UploadRecord } from './upload-record.ts'
import { seqOfId } from './version-id.ts'
import type { XmlElement } from './xml.ts'

export async function listMultipartUploads(call: Call): Promise<S3Answer> {
  requireBucket(call)
  const { request } = call
  const prefix = request.parameter('prefix') ?? ''
  const delimiter = request.parameter('delimiter') ?? ''
  const keyMarker = request.parameter('key-marker') || undefined
  const uploadMarker = request.parameter('upload-id-marker') || undefined
  const maxKeys = parsePageSize('max-uploads', request.parameter('max-uploads'))
  const encode = encoderFor(request.parameter('encoding-type'))
  const from = positionBehind(keyMarker, uploadMarker, { prefix, delimiter })
  const page = readPage(sourceOf(call), { prefix, delimiter, from, maxKeys })
  const last = page.next === undefined ? undefined : page.entries.at(-1)
  const element: XmlElement = {
    Bucket: call.bucket,
    KeyMarker: encode(keyMarker ?? ''),
    UploadIdMarker: uploadMarker ?? '',
    NextKeyMarker: last === undefined ? undefined : encode(last.name),
    NextUploadIdMarker: last?.record?.id,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxUploads: maxKeys,
    IsTruncated: last !== undefined,
    EncodingType: request.parameter('encoding-type'),
    Upload: page.entries.flatMap(({ record }) => (record === undefined ? [] : [elementOf(record, encode)])),
    CommonPrefixes: page.entries
      .filter(entry => entry.record === undefined)
      .map(({ name }) => ({ Prefix: encode(name) })),
  }
  return { status: 200, xml: { root: 'ListMultipartUploadsResult', element } }
}

const sourceOf = ({ storage, bucket }: Call) => ({
  scan: (from: Position) => storage.uploads.scan(bucket, from),
  behind: (upload: UploadRecord) => ({ key: bytesOf(upload.key), order: upload.seq }),
})

/** S3 leaves the upload's id unread when there is no key with it. */
function positionBehind(
  key: string | undefined,
  upload: string | undefined,
  query: { prefix: string; delimiter: string },
): Position {
  if (key === undefined) return behindKey(undefined)
  if (upload === undefined) return behindMarker(key, query)
  const seq = seqOfId(upload)
  if (seq === undefined) throw new S3Error('InvalidArgument', 'Invalid uploadId marker')
  return { key: bytesOf(key), order: seq }
}

const elementOf = (upload: UploadRecord, encode: (text: string) => string) => ({
  Key: encode(upload.key),
  UploadId: upload.id,
  Initiator: { ID: 'mandate', DisplayName: 'mandate' },
  Owner: { ID: 'mandate', DisplayName: 'mandate' },
  StorageClass: 'STANDARD',
  Initiated: new Date(upload.startedAtMs).toISOString(),
})
