// The place where bytes that are on the disk become a version of an object, by one row.

import { standing } from './find-object.ts'
import type { ObjectIndex } from './object-index.ts'
import type { ObjectRecord } from './object-record.ts'
import { S3Error } from './s3-error.ts'
import { makeId, NULL_VERSION } from './version-id.ts'

/** Throws an S3Error when what stands now forbids the change. */
export type Guard = (current: ObjectRecord | undefined) => void

/** What is known about an object besides where it is and which version of it. */
export type Described = Omit<ObjectRecord, 'marker' | 'bucket' | 'key' | 'blob' | 'seq' | 'versionId'>

export interface Place {
  bucket: string
  key: string
  blob: string
}

export interface Committed {
  record: ObjectRecord
  /** The file that no version names any longer. */
  freed: string | undefined
}

/** Never awaits: whoever comes second sees the first one's row and is judged by it. */
export function commitObject(index: ObjectIndex, place: Place, described: Described, guard: Guard): Committed {
  const { bucket, key } = place
  const { versioning } = requireBucketNow(index, bucket)
  guard(standing(index.get(bucket, key)))
  const seq = index.nextSeq()
  const versionId = versioning === 'Enabled' ? makeId(seq) : NULL_VERSION
  const replaced = standing(index.get(bucket, key, versionId))
  const record: ObjectRecord = { ...described, ...place, marker: false, seq, versionId }
  index.save(record)
  return { record, freed: replaced?.blob }
}

function requireBucketNow(index: ObjectIndex, name: string) {
  const bucket = index.bucket(name)
  if (bucket === undefined) throw new S3Error('NoSuchBucket', undefined, { BucketName: name })
  return bucket
}
