// The place of GetObject and HeadObject: the same head for both, the bytes streamed from the file for one.

import { SMALL_BYTES } from './blobs.ts'
import { type ByteRange, parseByteRange } from './byte-range.ts'
import type { Call, S3Answer } from './call.ts'
import { findObject } from './find-object.ts'
import { checksumHeaders, versionHeaders } from './object-headers.ts'
import { retentionHeaders } from './object-lock.ts'
import type { ObjectRecord } from './object-record.ts'
import { assertReadable } from './preconditions.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import { parseVersionId } from './version-id.ts'

export async function getObject(call: Call): Promise<S3Answer> {
  const { record, blob } = await call.storage.open(call.bucket, call.key, versionOf(call))
  try {
    const { status, headers, range } = readHead(call, record)
    const start = range?.first ?? 0
    const end = range?.last ?? record.bytes - 1
    // A stream of no bytes at all cannot be asked for with an inclusive end.
    if (record.bytes === 0) {
      await blob.close()
      return { status, headers }
    }
    // A stream costs more than it saves for so little.
    if (end - start < SMALL_BYTES) {
      const bytes = await blob.read(start, end - start + 1)
      await blob.close()
      return { status, headers, bytes }
    }
    const stream = blob.stream({ start, end })
    stream.once('close', () => void blob.close())
    return { status, headers, stream }
  } catch (error) {
    await blob.close()
    throw error
  }
}

export async function headObject(call: Call): Promise<S3Answer> {
  const record = findObject(call.storage.index, call.bucket, call.key, versionOf(call))
  const { status, headers } = readHead(call, record)
  return { status, headers }
}

const versionOf = (call: Call) => parseVersionId(call.request.parameter('versionId'))

function readHead(
  call: Call,
  record: ObjectRecord,
): { status: number; headers: Record<string, string>; range: ByteRange | undefined } {
  const { request } = call
  assertReadable(request, record)
  const range = parseByteRange(request.header('range'), record.bytes)
  const wantsChecksum = request.header('x-amz-checksum-mode') === 'ENABLED' && range === undefined
  const headers: Record<string, string> = {
    'Accept-Ranges': 'bytes',
    'Last-Modified': new Date(record.modifiedAtMs).toUTCString(),
    ETag: `"${record.etag}"`,
    'Content-Length': String(range === undefined ? record.bytes : range.last - range.first + 1),
    ...record.headers,
    ...versionHeaders(requireBucket(call), record.versionId),
    ...retentionHeaders(record.retention),
    ...(wantsChecksum && checksumHeaders(record)),
    ...responseOverrides(call),
  }
  if (range !== undefined) headers['Content-Range'] = `bytes ${range.first}-${range.last}/${record.bytes}`
  return { status: range === undefined ? 200 : 206, headers, range }
}

const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]

function responseOverrides({ request }: Call): Record<string, string> {
  const overrides: Record<string, string> = {}
  for (const name of OVERRIDES) {
    const value = request.parameter(`response-${name}`)
    if (value === undefined) continue
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a header cannot carry them
    if (/[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/.test(value))
      throw new S3Error('InvalidArgument', `response-${name} is not a header value`)
    overrides[name] = value
  }
  return overrides
}
