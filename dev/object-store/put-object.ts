// The place of PutObject: a body is streamed to its own file and becomes the object in one commit, or not at all.

import type { Call, S3Answer } from './call.ts'
import { assertOverwritable, requestedRetention } from './object-lock.ts'
import type { ObjectRecord } from './object-record.ts'
import { assertWritable } from './preconditions.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'

export async function putObject(call: Call): Promise<S3Answer> {
  const { request, body, storage } = call
  const bucket = requireBucket(call)
  if (body.bytes > call.maxObjectBytes) {
    throw new S3Error('EntityTooLarge', undefined, {
      ProposedSize: String(body.bytes),
      MaxSizeAllowed: String(call.maxObjectBytes),
    })
  }
  const headers = keptHeaders(request)
  const retention = requestedRetention(request, bucket, call.now())
  if (retention !== undefined && !body.checked) {
    throw new S3Error(
      'InvalidRequest',
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    )
  }
  const guard = (current: ObjectRecord | undefined) => {
    assertWritable(request, current)
    assertOverwritable(current, call.now())
  }
  const record = await storage.put(call.bucket, call.key, body.read(), guard, () => {
    const { md5, bytes, checksums } = body.digests()
    return { bytes, etag: md5, checksums, headers, modifiedAtMs: call.now(), ...(retention && { retention }) }
  })
  return { status: 200, headers: { ETag: `"${record.etag}"`, ...checksumHeaders(record) } }
}

export function checksumHeaders(record: ObjectRecord): Record<string, string> {
  const entries = Object.entries(record.checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value])
  return entries.length === 0 ? {} : { ...Object.fromEntries(entries), 'x-amz-checksum-type': 'FULL_OBJECT' }
}

const KEPT = ['cache-control', 'content-disposition', 'content-language', 'expires']
const MAX_METADATA_BYTES = 2048

/** The headers that a later GET gives back. */
function keptHeaders(request: S3Request): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': request.header('content-type') ?? 'binary/octet-stream' }
  for (const name of KEPT) {
    const value = request.header(name)
    if (value !== undefined) kept[name] = value
  }
  // `aws-chunked` describes the transfer, not the object.
  const encodings = (request.header('content-encoding') ?? '').split(',').map(word => word.trim())
  const encoding = encodings.filter(word => word !== '' && word !== 'aws-chunked').join(', ')
  if (encoding !== '') kept['content-encoding'] = encoding
  return { ...kept, ...userMetadata(request) }
}

function userMetadata(request: S3Request): Record<string, string> {
  const names = [...Object.keys(request.headers), ...request.parameters.keys()].map(name => name.toLowerCase())
  const metadata: Record<string, string> = {}
  let bytes = 0
  for (const name of new Set(names)) {
    if (!name.startsWith('x-amz-meta-')) continue
    const value = request.header(name) ?? ''
    metadata[name] = value
    bytes += name.length - 'x-amz-meta-'.length + value.length
  }
  if (bytes > MAX_METADATA_BYTES) throw new S3Error('MetadataTooLarge')
  return metadata
}
