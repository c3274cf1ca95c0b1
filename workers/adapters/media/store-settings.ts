// The object store's settings as its adapter takes them.
import type { WorkerConfig } from '../../config.ts'

export function storeSettings(config: WorkerConfig) {
  return {
    endpoint: config.S3_ENDPOINT,
    ...(config.S3_PUBLIC_ENDPOINT === undefined ? {} : { publicEndpoint: config.S3_PUBLIC_ENDPOINT }),
    region: config.S3_REGION,
    accessKeyId: config.S3_ACCESS_KEY_ID,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY,
    bucket: config.S3_BUCKET,
  }
}
