// The place where the port's words become S3's and back; nothing here talks to anybody.

import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type {
  CompleteMultipartUploadCommandInput,
  ListObjectsV2CommandInput,
  ListObjectsV2CommandOutput,
  PutObjectCommandInput,
} from '@aws-sdk/client-s3'
import {
  type ListOptions,
  type ObjectPage,
  ObjectStoreError,
  type PutOptions,
  type StoredObject,
  type UploadedPart,
  type VersionOptions,
} from '#domain/ports/object-store.ts'

export function toPutInput(
  bucket: string,
  key: string,
  body: Uint8Array | Readable,
  options: PutOptions,
): PutObjectCommandInput {
  const { contentType, metadata, ifNoneMatch, ifMatch, retainUntil } = options
  return {
    Bucket: bucket,
    Key: key,
    Body: body,
    ContentLength: body instanceof Uint8Array ? body.byteLength : options.bytes,
    ContentType: contentType,
    ...checksumOf(body, options),
    ...(metadata !== undefined && { Metadata: asciiOnly(metadata) }),
    ...(ifNoneMatch !== undefined && { IfNoneMatch: ifNoneMatch }),
    ...(ifMatch !== undefined && { IfMatch: ifMatch }),
    ...lockOf(retainUntil),
  }
}

export function toTarget(bucket: string, key: string, { versionId }: VersionOptions) {
  return { Bucket: bucket, Key: key, ...(versionId !== undefined && { VersionId: versionId }) }
}

export function toCompleteInput(
  bucket: string,
  key: string,
  uploadId: string,
  parts: readonly UploadedPart[],
): CompleteMultipartUploadCommandInput {
  const Parts = parts.toSorted((a, b) => a.part - b.part).map(({ part, etag }) => ({ PartNumber: part, ETag: etag }))
  return { Bucket: bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts } }
}

export function toListInput(
  bucket: string,
  { prefix, delimiter, cursor, limit }: ListOptions,
): ListObjectsV2CommandInput {
  return {
    Bucket: bucket,
    // Keys with control characters do not survive XML otherwise.
    EncodingType: 'url',
    ...(prefix !== undefined && { Prefix: prefix }),
    ...(delimiter !== undefined && { Delimiter: delimiter }),
    ...(cursor !== undefined && { ContinuationToken: cursor }),
    ...(limit !== undefined && { MaxKeys: limit }),
  }
}

export const fromStored = (output: { ETag?: string | undefined; VersionId?: string | undefined }): StoredObject => ({
  etag: output.ETag ?? '',
  ...(output.VersionId !== undefined && { versionId: output.VersionId }),
})

export function fromList(output: ListObjectsV2CommandOutput): ObjectPage {
  const objects = (output.Contents ?? []).map(({ Key, Size, ETag, LastModified }) => ({
    key: decodeKey(Key),
    bytes: Size ?? 0,
    etag: ETag ?? '',
    modifiedAt: LastModified ?? new Date(0),
  }))
  const prefixes = (output.CommonPrefixes ?? []).map(({ Prefix }) => decodeKey(Prefix))
  return {
    objects,
    prefixes,
    ...(output.NextContinuationToken !== undefined && { cursor: output.NextContinuationToken }),
  }
}

export const base64OfHex = (hex: string): string => Buffer.from(hex, 'hex').toString('base64')

/** In hex; `undefined` for a checksum of the parts' checksums, which S3 marks with their number. */
export const hexOfWhole = (base64: string | undefined): string | undefined =>
  base64 === undefined || base64.includes('-') ? undefined : Buffer.from(base64, 'base64').toString('hex')

const lockOf = (retainUntil: Date | undefined) =>
  retainUntil === undefined ? {} : { ObjectLockMode: 'COMPLIANCE' as const, ObjectLockRetainUntilDate: retainUntil }

/** Anything else breaks the signature on its way, which would look like wrong credentials. */
function asciiOnly(metadata: Readonly<Record<string, string>>): Record<string, string> {
  for (const [name, value] of Object.entries(metadata)) {
    if (/^[a-z0-9-]+$/.test(name) && /^[\x20-\x7e]*$/.test(value)) continue
    throw new ObjectStoreError('REFUSED', `The metadata ${JSON.stringify(name)} is not lower-case ASCII`)
  }
  return { ...metadata }
}

/** S3 wants a checksum with every locked put; bytes at hand are hashed here, a stream on its way by the SDK. */
function checksumOf(body: Uint8Array | Readable, { sha256, retainUntil }: PutOptions): Partial<PutObjectCommandInput> {
  if (sha256 !== undefined) return { ChecksumSHA256: base64OfHex(sha256) }
  if (retainUntil === undefined) return {}
  if (!(body instanceof Uint8Array)) return { ChecksumAlgorithm: 'SHA256' }
  return { ChecksumSHA256: createHash('sha256').update(body).digest('base64') }
}

/** S3 encodes a blank as `+` in some versions and as `%20` in others; a real plus always comes as `%2B`. */
const decodeKey = (text: string | undefined): string => decodeURIComponent((text ?? '').replaceAll('+', ' '))
