// The place where URLs are signed that let a browser read or write one object, or a part of it, without our credentials.

import { GetObjectCommand, PutObjectCommand, type S3Client, UploadPartCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import { base64OfHex, toTarget } from './transform.ts'

type Presigner = Pick<ObjectStore, 'presignGet' | 'presignPut' | 'presignPart'>

/** Signing needs no network: a URL for an object that is not there is as valid as any. */
export function createPresigner(client: S3Client, bucket: string): Presigner {
  return {
    async presignGet(key, ttlS, options = {}) {
      assertTtl(ttlS)
      const { downloadAs, contentType } = options
      const command = new GetObjectCommand({
        ...toTarget(bucket, key, options),
        ...(downloadAs !== undefined && { ResponseContentDisposition: attachment(downloadAs) }),
        ...(contentType !== undefined && { ResponseContentType: contentType }),
      })
      return getSignedUrl(client, command, { expiresIn: ttlS })
    },
    async presignPut(key, ttlS, { contentType, bytes, sha256 }) {
      assertTtl(ttlS)
      const headers: Record<string, string> = {
        'content-type': contentType,
        ...(bytes !== undefined && { 'content-length': String(bytes) }),
        ...(sha256 !== undefined && { 'x-amz-checksum-sha256': base64OfHex(sha256) }),
      }
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentType: contentType,
        ...(bytes !== undefined && { ContentLength: bytes }),
        ...(sha256 !== undefined && { ChecksumSHA256: base64OfHex(sha256) }),
      })
      // Signed as headers they must be sent, and so are checked; hoisted into the query they would be decoration.
      const names = new Set(Object.keys(headers))
      const url = await getSignedUrl(client, command, {
        expiresIn: ttlS,
        signableHeaders: new Set([...names, 'host']),
        unhoistableHeaders: names,
      })
      return { url, headers }
    },
    async presignPart(key, uploadId, part, ttlS, bytes) {
      assertTtl(ttlS)
      if (!Number.isInteger(part) || part < 1 || part > MAX_PARTS)
        throw new ObjectStoreError('REFUSED', `A part has a number from 1 to ${MAX_PARTS}, not ${part}`)
      const command = new UploadPartCommand({
        ...{ Bucket: bucket, Key: key, UploadId: uploadId, PartNumber: part },
        ...(bytes !== undefined && { ContentLength: bytes }),
      })
      if (bytes === undefined) return getSignedUrl(client, command, { expiresIn: ttlS })
      // Signed, whatever is sent must have this length; the sender's HTTP says it by itself.
      const names = new Set(['content-length'])
      return getSignedUrl(client, command, {
        expiresIn: ttlS,
        signableHeaders: new Set([...names, 'host']),
        unhoistableHeaders: names,
      })
    },
  }
}

const MAX_PARTS = 10_000
const MAX_TTL_S = 7 * 24 * 3600

function assertTtl(ttlS: number): void {
  if (Number.isInteger(ttlS) && ttlS > 0 && ttlS <= MAX_TTL_S) return
  throw new ObjectStoreError('REFUSED', `A presigned URL lives 1 to ${MAX_TTL_S} whole seconds, not ${ttlS}`)
}

/** RFC 6266 and RFC 8187. */
const attachment = (name: string) =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`

const percent = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
