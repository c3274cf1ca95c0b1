// The place of what is known about an upload in parts before it becomes an object.

import type { Retention } from './object-record.ts'

export interface UploadRecord {
  id: string
  /** Grows with every upload that is started. */
  seq: number
  bucket: string
  key: string
  startedAtMs: number
  /** Those of the object that it will be. */
  headers: Record<string, string>
  retention?: Retention
  /** The checksum of the whole object that was announced: `sha256`. */
  checksum?: string
}

export interface PartRecord {
  number: number
  blob: string
  bytes: number
  /** MD5 in hex, without quotes. */
  etag: string
  modifiedAtMs: number
  checksums: Record<string, string>
}
