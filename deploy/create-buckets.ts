// Makes the three buckets where they are absent: `node deploy/create-buckets.ts`. The product's keeps versions, for what is pinned
// is pinned by its version's id. Those for audit checkpoints and custody have object lock, which can't be trusted to be added
// later, so that a bucket of that name without it is an error.
import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  NotFound,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { SettingsError } from '#queues/parse-settings.ts'
import { bucketsConfig } from './config.ts'

async function createBuckets(): Promise<void> {
  const config = bucketsConfig(process.env)
  const client = new S3Client({
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    forcePathStyle: true,
    credentials: { accessKeyId: config.S3_ACCESS_KEY_ID, secretAccessKey: config.S3_SECRET_ACCESS_KEY },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
  await createBucket(client, config.S3_BUCKET, false)
  await keepVersions(client, config.S3_BUCKET)
  const locked = [config.S3_AUDIT_BUCKET, config.S3_CUSTODY_BUCKET]
  for (const bucket of locked) {
    await createBucket(client, bucket, true)
    const lock = await client.send(new GetObjectLockConfigurationCommand({ Bucket: bucket }))
    if (lock.ObjectLockConfiguration?.ObjectLockEnabled !== 'Enabled')
      throw new Error(`the bucket ${bucket} has no object lock`)
  }
  console.log(`buckets ready: ${config.S3_BUCKET} (versions), ${locked.join(', ')} (object lock)`)
}

async function createBucket(client: S3Client, Bucket: string, ObjectLockEnabledForBucket: boolean): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket }))
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket }))
  }
}

/** Also in a bucket that was there before. Its answer is not enough: some stores take the word and keep nothing. */
async function keepVersions(client: S3Client, Bucket: string): Promise<void> {
  const VersioningConfiguration = { Status: 'Enabled' } as const
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
  const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket }))
  if (Status !== 'Enabled') throw new Error(`the bucket ${Bucket} keeps no versions`)
}

try {
  await createBuckets()
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error)
  process.exit(1)
}
