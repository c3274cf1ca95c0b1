// The place of CopyObject: the bytes of one version become a new object, read and hashed again on their way.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html

import { createByteDigests } from './byte-digests.ts'
import type { Call, S3Answer } from './call.ts'
import { type CopySource, parseCopySource } from './copy-source.ts'
import { keptHeaders } from './kept-headers.ts'
import { checksumElements, versionHeaders } from './object-headers.ts'
import { requestedRetention } from './object-lock.ts'
import type { ObjectRecord } from './object-record.ts'
import { assertCopyable, assertWritable } from './preconditions.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import type { OpenObject } from './storage.ts'

export async function copyObject(call: Call): Promise<S3Answer> {
  const { request, storage } = call
  const bucket = requireBucket(call)
  const source = parseCopySource(request.header('x-amz-copy-source') ?? '')
  const replaces = readDirective(call) === 'REPLACE'
  assertNotOntoItself(call, source, replaces)
  const retention = requestedRetention(request, bucket, call.now())
  const opened = await openSource(call, source)
  const { record: from, blob } = opened
  try {
    assertCopyable(request, from)
    const headers = replaces ? keptHeaders(request) : from.headers
    const digests = createByteDigests(wantedAlgorithms(call, from))
    const bytes = digests.through(blob.stream())
    const guard = (current: ObjectRecord | undefined) => assertWritable(request, current)
    const record = await storage.put(call.bucket, call.key, bytes, guard, () => {
      const { md5, bytes, checksums } = digests.finish()
      assertUnharmed(from, checksums)
      return { bytes, etag: md5, checksums, headers, modifiedAtMs: call.now(), ...(retention && { retention }) }
    })
    return {
      status: 200,
      headers: { ...versionHeaders(bucket, record.versionId), ...sourceVersionHeaders(call, source, from) },
      xml: { root: 'CopyObjectResult', element: resultOf(record) },
    }
  } finally {
    await blob.close()
  }
}

function readDirective({ request }: Call): 'COPY' | 'REPLACE' {
  const directive = request.header('x-amz-metadata-directive') ?? 'COPY'
  if (directive === 'COPY' || directive === 'REPLACE') return directive
  throw new S3Error('InvalidArgument', 'Unknown metadata directive.', {
    ArgumentName: 'x-amz-metadata-directive',
    ArgumentValue: directive,
  })
}

/** Bringing an older version back is a copy onto itself as well, and allowed. */
function assertNotOntoItself(call: Call, source: CopySource, replaces: boolean): void {
  const itself = source.bucket === call.bucket && source.key === call.key && source.versionId === undefined
  if (!itself || replaces) return
  throw new S3Error(
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  )
}

async function openSource({ storage }: Call, { bucket, key, versionId }: CopySource): Promise<OpenObject> {
  if (versionId !== undefined && storage.index.get(bucket, key, versionId)?.marker) {
    throw new S3Error(
      'InvalidRequest',
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    )
  }
  return storage.open(bucket, key, versionId)
}

/** Those that the source has are kept, and the one that is asked for is added. */
function wantedAlgorithms({ request }: Call, source: ObjectRecord): string[] {
  const asked = request.header('x-amz-checksum-algorithm')?.toLowerCase()
  return [...new Set([...Object.keys(source.checksums), ...(asked === undefined ? [] : [asked])])]
}

/** What the disk has changed since it was put must not get a fresh checksum that says it is whole. */
function assertUnharmed(source: ObjectRecord, checksums: Record<string, string>): void {
  for (const [name, value] of Object.entries(source.checksums)) {
    if (checksums[name] !== value) throw new Error(`The file ${source.blob} is not what was put: its ${name} differs`)
  }
}

function sourceVersionHeaders({ storage }: Call, { bucket }: CopySource, { versionId }: ObjectRecord) {
  const versioned = (storage.index.bucket(bucket)?.versioning ?? 'Off') !== 'Off'
  return versioned ? { 'x-amz-copy-source-version-id': versionId } : {}
}

const resultOf = (record: ObjectRecord) => ({
  ETag: `"${record.etag}"`,
  LastModified: new Date(record.modifiedAtMs).toISOString(),
  ...checksumElements(record),
  ChecksumType: Object.keys(record.checksums).length === 0 ? undefined : 'FULL_OBJECT',
})
