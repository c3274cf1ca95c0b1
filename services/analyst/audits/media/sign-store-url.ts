// Makes an address of our object store readable for a few minutes, where the store lets nobody in unsigned.
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'

export interface StoreAccess {
  endpoint: string
  /** Only what lies in it is signed for: other buckets are none of the audit's business. */
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

const VALID_S = 300

/** For path-style addresses, `ENDPOINT/BUCKET/KEY`; another address is returned as it came. */
export function createStoreUrlSigner({
  endpoint,
  bucket: ours,
  region,
  accessKeyId,
  secretAccessKey,
}: StoreAccess): (url: URL) => Promise<string> {
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const basePath = new URL(endpoint).pathname.replace(/\/$/, '')
  return async url => {
    const [bucket, ...key] = url.pathname
      .slice(basePath.length + 1)
      .split('/')
      .map(decodeURIComponent)
    if (bucket === undefined || bucket !== ours || key.join('/') === '') return url.href
    return getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key.join('/') }), { expiresIn: VALID_S })
  }
}
