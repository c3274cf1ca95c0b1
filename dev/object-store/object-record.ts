// The place of what is known about a stored object besides its bytes.

/** What stands under a key at one time: bytes, or in a versioned bucket the mark that they were deleted. */
export type VersionRecord = ObjectRecord | DeleteMarker

export interface DeleteMarker {
  marker: true
  bucket: string
  key: string
  versionId: string
  seq: number
  modifiedAtMs: number
}

export interface ObjectRecord {
  marker: false
  bucket: string
  key: string
  /** `null` for what was put while the bucket kept no versions; a key has at most one of these. */
  versionId: string
  /** Grows with everything that is stored: of the versions of a key the greatest is the one that stands. */
  seq: number
  /** The name of the file with the bytes; a new one for every put, never written twice. */
  blob: string
  bytes: number
  /** MD5 in hex, without quotes; of what was put in parts the MD5 of their MD5s and how many they were. */
  etag: string
  modifiedAtMs: number
  /** The headers that come back on GET: content type and the like, `x-amz-meta-…`. */
  headers: Record<string, string>
  /** `sha256` → base64 of the whole, as the sender gave and we checked them. */
  checksums: Record<string, string>
  retention?: Retention
}

export interface Retention {
  mode: 'COMPLIANCE' | 'GOVERNANCE'
  untilMs: number
}

export interface BucketRecord {
  name: string
  createdAtMs: number
  /** Such a bucket is always versioned. */
  objectLock: boolean
  versioning: Versioning
}

/** `Off` until somebody enables it; from then on it can be suspended, but never be off again. */
export type Versioning = 'Off' | 'Enabled' | 'Suspended'
