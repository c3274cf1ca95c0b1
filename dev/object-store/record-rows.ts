// The place where rows of the index become records.

import type { SQLOutputValue } from 'node:sqlite'
import type { BucketRecord, ObjectRecord, Versioning, VersionRecord } from './object-record.ts'
import type { PartRecord, UploadRecord } from './upload-record.ts'

export type Row = Record<string, SQLOutputValue>

export const mapFound = <T>(row: Row | undefined, map: (row: Row) => T): T | undefined =>
  row === undefined ? undefined : map(row)

export const bytesOf = (key: string): Uint8Array => Buffer.from(key, 'utf8')

export const toBucket = (row: Row): BucketRecord => ({
  name: String(row.name),
  createdAtMs: Number(row.created_at_ms),
  objectLock: row.object_lock === 1,
  // Only the index writes this column, from a record.
  versioning: String(row.versioning) as Versioning,
})

export function toVersion(row: Row): VersionRecord {
  const shared = {
    bucket: String(row.bucket),
    key: keyOf(row),
    versionId: String(row.version_id),
    seq: Number(row.seq),
    modifiedAtMs: Number(row.modified_at_ms),
  }
  if (row.marker === 1) return { ...shared, marker: true }
  return {
    ...shared,
    ...aboutOf<Pick<ObjectRecord, 'headers' | 'checksums' | 'retention'>>(row.about),
    marker: false,
    blob: String(row.blob),
    bytes: Number(row.bytes),
    etag: String(row.etag),
  }
}

export const toUpload = (row: Row): UploadRecord => ({
  id: String(row.id),
  seq: Number(row.seq),
  bucket: String(row.bucket),
  key: keyOf(row),
  startedAtMs: Number(row.started_at_ms),
  ...aboutOf<Pick<UploadRecord, 'headers' | 'retention' | 'checksum'>>(row.about),
})

export const toPart = (row: Row): PartRecord => ({
  number: Number(row.number),
  blob: String(row.blob),
  bytes: Number(row.bytes),
  etag: String(row.etag),
  modifiedAtMs: Number(row.modified_at_ms),
  checksums: aboutOf<PartRecord['checksums']>(row.checksums),
})

const keyOf = ({ key }: Row) => (key instanceof Uint8Array ? Buffer.from(key).toString('utf8') : String(key))

/** Only the indexes write these columns, as JSON of just this shape. */
const aboutOf = <T>(value: SQLOutputValue | undefined): T => JSON.parse(String(value)) as T
