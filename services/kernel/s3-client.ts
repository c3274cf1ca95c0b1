// How a service reaches an object store that speaks the S3 API.
import { S3Client } from '@aws-sdk/client-s3'

export interface S3Settings {
  readonly S3_ENDPOINT: string
  readonly S3_REGION: string
  readonly S3_ACCESS_KEY_ID: string
  readonly S3_SECRET_ACCESS_KEY: string
  readonly S3_BUCKET: string
}

/** What S3 answers when something that was asked for is not there. */
export const S3_MISSING = ['NoSuchKey', 'NoSuchBucket', 'NoSuchVersion', 'NotFound']

export function s3Client(settings: S3Settings): S3Client {
  return new S3Client({
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION,
    credentials: { accessKeyId: settings.S3_ACCESS_KEY_ID, secretAccessKey: settings.S3_SECRET_ACCESS_KEY },
    forcePathStyle: true,
    maxAttempts: 3,
    // The SDK's own CRC32 trailers are unknown to many S3 stores.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}
