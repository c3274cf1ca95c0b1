// Cards in an object store that speaks the S3 API.
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { type MediaStore, MediaStoreFailed } from './media-store.ts'

export interface S3MediaConfig {
  readonly S3_ENDPOINT: string
  readonly S3_REGION: string
  readonly S3_ACCESS_KEY_ID: string
  readonly S3_SECRET_ACCESS_KEY: string
  readonly S3_BUCKET: string
}

/** The SDK retries inside this time. */
const DEADLINE_MS = 8000

/**
 * Addresses are plain, `{endpoint}/{bucket}/{key}`, never presigned: they are part of what people approve by digest, and a signature
 * that changes with the clock would change it. Whoever reads them signs with its own credentials.
 */
export function createS3MediaStore(config: S3MediaConfig): MediaStore {
  const client = new S3Client({
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    credentials: { accessKeyId: config.S3_ACCESS_KEY_ID, secretAccessKey: config.S3_SECRET_ACCESS_KEY },
    forcePathStyle: true,
    maxAttempts: 3,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const bucket = config.S3_BUCKET
  const root = `${config.S3_ENDPOINT.replace(/\/+$/u, '')}/${bucket}/`
  return {
    async put(key, bytes, mime) {
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: mime })
      try {
        await client.send(command, { abortSignal: AbortSignal.timeout(DEADLINE_MS) })
      } catch (error) {
        throw new MediaStoreFailed(`store ${key}`, error)
      }
      return root + key
    },
    async get(url) {
      if (!url.startsWith(root)) throw new MediaStoreFailed(`read ${url}`, new Error('the address is of another store'))
      const command = new GetObjectCommand({ Bucket: bucket, Key: url.slice(root.length) })
      try {
        const object = await client.send(command, { abortSignal: AbortSignal.timeout(DEADLINE_MS) })
        return (await object.Body?.transformToByteArray()) ?? new Uint8Array()
      } catch (error) {
        throw new MediaStoreFailed(`read ${url}`, error)
      }
    },
  }
}
