// Cards in an object store that speaks the S3 API.
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { type S3Settings, s3Client } from '#services/kernel/s3-client.ts'
import { type MediaStore, MediaStoreFailed } from './media-store.ts'

/** The SDK retries inside this time. */
const DEADLINE_MS = 8000

/**
 * Addresses are plain, `{endpoint}/{bucket}/{key}`, never presigned: they are part of what people approve by digest, and a signature
 * that changes with the clock would change it. Whoever reads them signs with its own credentials.
 */
export function createS3MediaStore(config: S3Settings): MediaStore {
  const client = s3Client(config)
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
