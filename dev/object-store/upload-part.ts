// The place of UploadPart: one part of an upload, streamed to its own file, again as often as one likes.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html

import type { Call, S3Answer } from './call.ts'
import { checksumHeaders } from './object-headers.ts'
import { assertBodySize } from './put-object.ts'
import { requireUpload } from './require-upload.ts'
import { S3Error } from './s3-error.ts'

export async function uploadPart(call: Call): Promise<S3Answer> {
  const { request, body, storage } = call
  if (request.header('x-amz-copy-source') !== undefined)
    throw new S3Error('NotImplemented', 'UploadPartCopy is not implemented')
  const number = parsePartNumber(request.parameter('partNumber'))
  const upload = requireUpload(call)
  assertBodySize(call)
  const part = await storage.uploads.addPart(upload, number, body.read(), () => {
    const { md5, bytes, checksums } = body.digests()
    return { etag: md5, bytes, checksums, modifiedAtMs: call.now() }
  })
  return { status: 200, headers: { ETag: `"${part.etag}"`, ...checksumHeaders(part) } }
}

function parsePartNumber(text: string | undefined): number {
  const number = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0
  if (number >= 1 && number <= 10_000) return number
  throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive', {
    ArgumentName: 'partNumber',
    ArgumentValue: text ?? '',
  })
}
