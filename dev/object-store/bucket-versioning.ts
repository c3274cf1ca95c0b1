// The place of GetBucketVersioning and PutBucketVersioning.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html

import type { Call, S3Answer } from './call.ts'
import { readText } from './request-body.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import { fromXml } from './xml.ts'

export async function getBucketVersioning(call: Call): Promise<S3Answer> {
  const { versioning } = requireBucket(call)
  const element = versioning === 'Off' ? {} : { Status: versioning }
  return { status: 200, xml: { root: 'VersioningConfiguration', element } }
}

export async function putBucketVersioning(call: Call): Promise<S3Answer> {
  const bucket = requireBucket(call)
  const { Status, MfaDelete } = fromXml(await readText(call.body, 64 * 1024), 'VersioningConfiguration')
  if (MfaDelete === 'Enabled') throw new S3Error('NotImplemented', 'MfaDelete is not implemented')
  if (Status === undefined) throw new S3Error('IllegalVersioningConfigurationException')
  if (Status !== 'Enabled' && Status !== 'Suspended') throw new S3Error('MalformedXML')
  if (Status === 'Suspended' && bucket.objectLock) {
    throw new S3Error(
      'InvalidBucketState',
      'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    )
  }
  call.storage.index.saveBucket({ ...bucket, versioning: Status })
  return { status: 200 }
}
