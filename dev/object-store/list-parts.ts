// The place of ListParts: what of an upload is on the disk, in the order of the numbers, in pages.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html

import type { Call, S3Answer } from './call.ts'
import { parsePageSize } from './list-page.ts'
import { checksumElements } from './object-headers.ts'
import { requireUpload } from './require-upload.ts'
import { S3Error } from './s3-error.ts'
import type { PartRecord } from './upload-record.ts'

export async function listParts(call: Call): Promise<S3Answer> {
  const { request, bucket, key, storage } = call
  const upload = requireUpload(call)
  const maxParts = parsePageSize('max-parts', request.parameter('max-parts'))
  const marker = parseMarker(request.parameter('part-number-marker'))
  const found = storage.uploads.parts(upload, marker, maxParts + 1)
  const parts = found.slice(0, maxParts)
  const element = {
    Bucket: bucket,
    Key: key,
    UploadId: upload.id,
    Initiator: { ID: 'mandate', DisplayName: 'mandate' },
    Owner: { ID: 'mandate', DisplayName: 'mandate' },
    StorageClass: 'STANDARD',
    PartNumberMarker: marker,
    NextPartNumberMarker: parts.at(-1)?.number ?? 0,
    MaxParts: maxParts,
    IsTruncated: maxParts > 0 && found.length > maxParts,
    Part: parts.map(elementOf),
  }
  return { status: 200, xml: { root: 'ListPartsResult', element } }
}

const elementOf = (part: PartRecord) => ({
  PartNumber: part.number,
  LastModified: new Date(part.modifiedAtMs).toISOString(),
  ETag: `"${part.etag}"`,
  Size: part.bytes,
  ...checksumElements(part),
})

function parseMarker(text: string | undefined): number {
  if (text === undefined || text === '') return 0
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new S3Error('InvalidArgument', 'Provided part-number-marker not an integer or within integer range')
}
