// The place of the headers and elements by which answers tell of a version and of its checksums.

import type { BucketRecord, ObjectRecord } from './object-record.ts'

/** A bucket that never kept versions does not speak of them. */
export function versionHeaders(bucket: BucketRecord, versionId: string): Record<string, string> {
  return bucket.versioning === 'Off' ? {} : { 'x-amz-version-id': versionId }
}

export function checksumHeaders({ checksums }: Pick<ObjectRecord, 'checksums'>): Record<string, string> {
  const entries = Object.entries(checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value])
  return entries.length === 0 ? {} : { ...Object.fromEntries(entries), 'x-amz-checksum-type': 'FULL_OBJECT' }
}

/** `ChecksumSHA256` and its like. */
export function checksumElements({ checksums }: Pick<ObjectRecord, 'checksums'>): Record<string, string> {
  return Object.fromEntries(Object.entries(checksums).map(([name, value]) => [`Checksum${name.toUpperCase()}`, value]))
}
