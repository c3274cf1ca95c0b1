// The place of ListObjectVersions: all versions and delete markers, those of a key from the newest down, in pages.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html

import type { Call, S3Answer } from './call.ts'
import { behindKey, behindMarker, encoderFor, type Position, parsePageSize, readPage } from './list-page.ts'
import type { ListedVersion } from './object-index.ts'
import { bytesOf } from './record-rows.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import { parseVersionId, seqOfId } from './version-id.ts'
import type { XmlElement } from './xml.ts'

export async function listObjectVersions(call: Call): Promise<S3Answer> {
  requireBucket(call)
  const { request } = call
  const prefix = request.parameter('prefix') ?? ''
  const delimiter = request.parameter('delimiter') ?? ''
  const keyMarker = request.parameter('key-marker') || undefined
  const versionMarker = request.parameter('version-id-marker') || undefined
  const maxKeys = parsePageSize('max-keys', request.parameter('max-keys'))
  const encode = encoderFor(request.parameter('encoding-type'))
  const from = positionBehind(call, keyMarker, versionMarker, { prefix, delimiter })
  const page = readPage(sourceOf(call), { prefix, delimiter, from, maxKeys })
  const last = page.next === undefined ? undefined : page.entries.at(-1)
  const versions = page.entries.flatMap(({ record }) => (record === undefined ? [] : [record]))
  const element: XmlElement = {
    Name: call.bucket,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker ?? ''),
    VersionIdMarker: versionMarker ?? '',
    NextKeyMarker: last === undefined ? undefined : encode(last.name),
    NextVersionIdMarker: last?.record?.record.versionId,
    MaxKeys: maxKeys,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    IsTruncated: last !== undefined,
    EncodingType: request.parameter('encoding-type'),
    Version: versions.filter(({ record }) => !record.marker).map(version => elementOf(version, encode)),
    DeleteMarker: versions.filter(({ record }) => record.marker).map(version => elementOf(version, encode)),
    CommonPrefixes: page.entries
      .filter(entry => entry.record === undefined)
      .map(({ name }) => ({ Prefix: encode(name) })),
  }
  return { status: 200, xml: { root: 'ListVersionsResult', element } }
}

const sourceOf = ({ storage, bucket }: Call) => ({
  scan: (from: Position) => storage.index.scanVersions(bucket, from),
  behind: ({ key, record }: ListedVersion) => ({ key: bytesOf(key), order: -record.seq }),
})

function positionBehind(
  { storage, bucket }: Call,
  key: string | undefined,
  version: string | undefined,
  query: { prefix: string; delimiter: string },
): Position {
  if (key === undefined && version !== undefined)
    throw new S3Error('InvalidArgument', 'A version-id marker cannot be specified without a key marker.')
  if (key === undefined) return behindKey(undefined)
  const id = parseVersionId(version)
  if (id === undefined) return behindMarker(key, query)
  // A null version has no number in its id, so that the place of one that is gone by now is not known.
  const seq = seqOfId(id) ?? storage.index.get(bucket, key, id)?.seq
  return seq === undefined ? behindKey(key) : { key: bytesOf(key), order: -seq }
}

function elementOf({ record, latest }: ListedVersion, encode: (text: string) => string): XmlElement {
  return {
    Key: encode(record.key),
    VersionId: record.versionId,
    IsLatest: latest,
    LastModified: new Date(record.modifiedAtMs).toISOString(),
    ...(!record.marker && { ETag: `"${record.etag}"`, Size: record.bytes, StorageClass: 'STANDARD' }),
    Owner: { ID: 'mandate', DisplayName: 'mandate' },
  }
}
