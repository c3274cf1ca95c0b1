// Objects in an object store that speaks the S3 API.
import { addAbortSignal, Readable } from 'node:stream'
import { GetObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3'
import { S3_MISSING, type S3Settings, s3Client } from '#services/kernel/s3-client.ts'
import { type DocumentStore, ObjectMissing, ObjectStoreAway } from './document-store.ts'

/** The SDK retries inside this time; a session of many hours is read within it. */
const DEADLINE_MS = 20_000

export function createS3DocumentStore(config: S3Settings): DocumentStore {
  const client = s3Client(config)
  return {
    async *read(ref, versionId) {
      const [bucket, key] = placeOf(ref)
      const signal = AbortSignal.timeout(DEADLINE_MS)
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, ...(versionId && { VersionId: versionId }) })
      try {
        const { Body } = await client.send(command, { abortSignal: signal })
        // The SDK's deadline ends with the head of the answer; this one holds to the last byte.
        if (Body instanceof Readable) yield* addAbortSignal(signal, Body)
      } catch (error) {
        throw isMissing(error, versionId)
          ? new ObjectMissing(ref, versionId, error)
          : new ObjectStoreAway(`read ${ref}`, error)
      }
    },
    async write(key, bytes, mime) {
      const ref = `s3://${config.S3_BUCKET}/${key}`
      const command = new PutObjectCommand({ Bucket: config.S3_BUCKET, Key: key, Body: bytes, ContentType: mime })
      try {
        await client.send(command, { abortSignal: AbortSignal.timeout(DEADLINE_MS) })
      } catch (error) {
        throw new ObjectStoreAway(`store ${ref}`, error)
      }
      return ref
    },
  }
}

function placeOf(ref: string): [bucket: string, key: string] {
  const rest = ref.slice('s3://'.length)
  const slash = rest.indexOf('/')
  return [rest.slice(0, slash), rest.slice(slash + 1)]
}

/** S3 calls a version id that it never gave out an invalid argument. */
function isMissing(error: unknown, versionId: string | undefined): boolean {
  if (!(error instanceof S3ServiceException)) return false
  return S3_MISSING.includes(error.name) || (versionId !== undefined && error.name === 'InvalidArgument')
}
