// The place of CompleteMultipartUpload: the parts that are named, in their order, become one object or stay as they are.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html

import { createHash } from 'node:crypto'
import { createByteDigests } from './byte-digests.ts'
import type { Call, S3Answer } from './call.ts'
import { sentChecksums } from './checksums.ts'
import { chooseParts } from './choose-parts.ts'
import { checksumElements, versionHeaders } from './object-headers.ts'
import type { ObjectRecord } from './object-record.ts'
import { assertWritable } from './preconditions.ts'
import { readText } from './request-body.ts'
import { requireBucket } from './require-bucket.ts'
import { requireUpload } from './require-upload.ts'
import { S3Error } from './s3-error.ts'
import type { PartRecord } from './upload-record.ts'
import { fromXml } from './xml.ts'

const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024

export async function completeMultipartUpload(call: Call): Promise<S3Answer> {
  const { request, storage, bucket, key } = call
  const upload = requireUpload(call)
  const promised = promisedChecksums(call)
  const document = fromXml(await readText(call.body, MAX_DOCUMENT_BYTES), 'CompleteMultipartUpload', ['Part'])
  const parts = chooseParts(document.Part, upload.id, number => storage.uploads.part(upload, number))
  assertSize(call, parts)
  const { headers, retention } = upload
  const algorithms = new Set([...Object.keys(promised), ...(upload.checksum === undefined ? [] : [upload.checksum])])
  const digests = createByteDigests([...algorithms])
  const guard = (current: ObjectRecord | undefined) => assertWritable(request, current)
  const describe = () => {
    const { bytes, checksums } = digests.finish()
    assertPromised(promised, checksums)
    return {
      ...{ bytes, checksums, headers, etag: etagOf(parts), modifiedAtMs: call.now() },
      ...(retention && { retention }),
    }
  }
  const record = await storage.uploads.complete(upload, parts, guard, { through: digests.through, describe })
  const element = {
    Location: `http://${request.headers.host ?? ''}/${bucket}/${encodeURIComponent(key)}`,
    Bucket: bucket,
    Key: key,
    ETag: `"${record.etag}"`,
    ...checksumElements(record),
    ChecksumType: algorithms.size === 0 ? undefined : 'FULL_OBJECT',
  }
  const answered = versionHeaders(requireBucket(call), record.versionId)
  return { status: 200, headers: answered, xml: { root: 'CompleteMultipartUploadResult', element } }
}

/** Of the whole object, where S3 itself takes only CRCs of the whole and SHA-256 of the parts' SHA-256s. */
function promisedChecksums({ request }: Call): Record<string, string> {
  if (request.header('x-amz-checksum-type') === 'COMPOSITE')
    throw new S3Error('NotImplemented', 'Composite checksums are not implemented; use the type FULL_OBJECT')
  return sentChecksums(request)
}

function assertSize({ request, maxObjectBytes }: Call, parts: readonly PartRecord[]): void {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  if (bytes > maxObjectBytes) {
    const details = { ProposedSize: String(bytes), MaxSizeAllowed: String(maxObjectBytes) }
    throw new S3Error('EntityTooLarge', undefined, details)
  }
  const said = request.header('x-amz-mp-object-size')
  if (said === undefined || said === String(bytes)) return
  throw new S3Error(
    'InvalidRequest',
    `The provided 'x-amz-mp-object-size' header value ${said} does not match what was computed: ${bytes}`,
  )
}

function assertPromised(promised: Record<string, string>, computed: Record<string, string>): void {
  for (const [algorithm, value] of Object.entries(promised)) {
    if (computed[algorithm] === value) continue
    throw new S3Error(
      'BadDigest',
      `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    )
  }
}

function etagOf(parts: readonly PartRecord[]): string {
  const md5 = createHash('md5')
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'))
  return `${md5.digest('hex')}-${parts.length}`
}
