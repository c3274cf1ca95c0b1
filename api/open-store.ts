// Opens a bucket of the object store, where one is set.
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { ApiConfig } from './config.ts'

/**
 * @param bucket the one of what is uploaded, or one with object lock: of the trail's checkpoints, of what is in custody
 * @returns undefined: no object store is set
 */
export function openStore(config: ApiConfig, bucket: string): ObjectStore | undefined {
  const { S3_ENDPOINT, S3_PUBLIC_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config
  if (S3_ENDPOINT === undefined || S3_ACCESS_KEY_ID === undefined || S3_SECRET_ACCESS_KEY === undefined)
    return undefined
  return createS3ObjectStore({
    endpoint: S3_ENDPOINT,
    ...(S3_PUBLIC_ENDPOINT === undefined ? {} : { publicEndpoint: S3_PUBLIC_ENDPOINT }),
    region: config.S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    bucket,
    timeoutMs: 5000,
  })
}
