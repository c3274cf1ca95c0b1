// The place of what is known about a stored object besides its bytes.

export interface ObjectRecord {
  bucket: string
  key: string
  /** The name of the file with the bytes; a new one for every put, never written twice. */
  blob: string
  bytes: number
  /** MD5 in hex, without quotes. */
  etag: string
  modifiedAtMs: number
  /** The headers that come back on GET: content type and the like, `x-amz-meta-…`. */
  headers: Record<string, string>
  /** `sha256` → base64, as the sender gave and we checked them. */
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
  objectLock: boolean
}
