// The place where the list in a CompleteMultipartUpload is held against the parts that were uploaded.

import { S3Error } from './s3-error.ts'
import type { PartRecord } from './upload-record.ts'
import { isRecord } from './xml.ts'

const MAX_PARTS = 10_000
const MIN_PART_BYTES = 5 * 1024 * 1024

/** The parts in their order. Throws MalformedXML, InvalidPartOrder, InvalidPart or EntityTooSmall. */
export function chooseParts(
  listed: unknown,
  uploadId: string,
  find: (number: number) => PartRecord | undefined,
): PartRecord[] {
  if (!Array.isArray(listed) || listed.length === 0 || listed.length > MAX_PARTS) throw new S3Error('MalformedXML')
  const wanted = listed.map(readPart)
  for (const [index, part] of wanted.entries()) {
    const before = wanted[index - 1]
    if (before !== undefined && before.number >= part.number)
      throw new S3Error('InvalidPartOrder', undefined, { UploadId: uploadId })
  }
  const parts = wanted.map(part => requirePart(part, uploadId, find))
  for (const part of parts.slice(0, -1)) if (part.bytes < MIN_PART_BYTES) throw tooSmall(part)
  return parts
}

interface WantedPart {
  number: number
  etag: string
  /** `sha256` → base64, where the client says it again. */
  checksums: [string, string][]
}

function readPart(part: unknown): WantedPart {
  if (!isRecord(part) || typeof part.PartNumber !== 'string' || typeof part.ETag !== 'string')
    throw new S3Error('MalformedXML')
  if (!/^\d{1,5}$/.test(part.PartNumber)) throw new S3Error('MalformedXML')
  const checksums = Object.entries(part).flatMap(([name, value]): [string, string][] =>
    name.startsWith('Checksum') ? [[name.slice('Checksum'.length).toLowerCase(), String(value)]] : [],
  )
  return { number: Number(part.PartNumber), etag: part.ETag.replace(/^"(.*)"$/, '$1'), checksums }
}

function requirePart(
  { number, etag, checksums }: WantedPart,
  uploadId: string,
  find: (number: number) => PartRecord | undefined,
): PartRecord {
  const part = find(number)
  const same = part?.etag === etag && checksums.every(([name, value]) => part.checksums[name] === value)
  if (part !== undefined && same) return part
  throw new S3Error('InvalidPart', undefined, { UploadId: uploadId, PartNumber: String(number), ETag: etag })
}

const tooSmall = ({ number, bytes, etag }: PartRecord) =>
  new S3Error('EntityTooSmall', undefined, {
    ProposedSize: String(bytes),
    MinSizeAllowed: String(MIN_PART_BYTES),
    PartNumber: String(number),
    ETag: etag,
  })
