// The place of the object store as the product sees it: one bucket of immutable-looking objects under keys.

import { MandateError } from '../errors.ts'

/** Every call ends within the adapter's own deadline, with an ObjectStoreError when it did not succeed. */
export interface ObjectStore {
  /** Stores the whole body or nothing. Not repeated by the adapter when conditional: a lost answer is UNAVAILABLE. */
  put(key: string, body: ObjectBody, options: PutOptions): Promise<StoredObject>
  /** The body must be read to its end or cancelled. NO_SUCH_OBJECT when there is none. */
  get(key: string, options?: GetOptions): Promise<ObjectReading>
  /** `undefined` when there is none. */
  head(key: string, options?: VersionOptions): Promise<ObjectInfo | undefined>
  /** In a versioned bucket only hides what stands; by its id a version goes for good, LOCKED while it is under retention.
   *  Deleting what is not there succeeds. */
  delete(key: string, options?: VersionOptions): Promise<void>
  /** Copies inside the store, with type and metadata, from any bucket of it. NO_SUCH_OBJECT when the source is not there. */
  copyFrom(source: CopySource, key: string, options?: CopyOptions): Promise<StoredObject>
  /** One page, keys in the order of their UTF-8 bytes. */
  list(options?: ListOptions): Promise<ObjectPage>
  /** A URL that anyone may read the object with for `ttlS` seconds (at most 7 days); the object need not exist yet. */
  presignGet(key: string, ttlS: number, options?: PresignGetOptions): Promise<string>
  /** A PUT that anyone may do for `ttlS` seconds, with exactly these headers; what they promise the store checks. */
  presignPut(key: string, ttlS: number, options: PresignPutOptions): Promise<PresignedPut>
  /** Returns the id of an upload in parts. Until completed it is no object; one that never is, the store may forget after a day. */
  startUpload(key: string, options: { contentType: string }): Promise<string>
  /** A URL that anyone may PUT part 1 to 10,000 to for `ttlS` seconds, of exactly `bytes` where that is given; the answer's header
   *  `etag` is wanted at the end. */
  presignPart(key: string, uploadId: string, part: number, ttlS: number, bytes?: number): Promise<string>
  /** Makes one object of these parts, in the order of their numbers, or nothing. REFUSED when one is not there, has another ETag
   *  or, but for the last, under 5 MiB; NO_SUCH_OBJECT when the upload is over. Not repeated: a lost answer is UNAVAILABLE. */
  completeUpload(key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<StoredObject>
  /** Gives up the upload and its parts. One that is over or was never started is aborted already. */
  abortUpload(key: string, uploadId: string): Promise<void>
  close(): void
}

/** A stream or an iterable needs `bytes`; it is sent once and never repeated. A stream is cancelled when the put fails. */
export type ObjectBody = Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

export interface PutOptions {
  contentType: string
  /** Length of a stream or an iterable; needless for bytes. */
  bytes?: number
  /** Hex; the store refuses a body with another hash (CHECKSUM_MISMATCH) and keeps this one. */
  sha256?: string
  /** Lower-case ASCII names and values, 2 KB together. */
  metadata?: Readonly<Record<string, string>>
  /** Only if nothing is there yet, else PRECONDITION_FAILED. */
  ifNoneMatch?: '*'
  /** Only if what is there has this ETag, else PRECONDITION_FAILED (also when nothing is there). */
  ifMatch?: string
  /** Nobody may delete it before (object lock, COMPLIANCE). Only in a bucket with object lock, else REFUSED. */
  retainUntil?: Date
  signal?: AbortSignal
}

export interface StoredObject {
  /** As the store gives it, quotes and all. */
  etag: string
  /** There when the bucket keeps versions. */
  versionId?: string
}

export interface VersionOptions {
  /** That version, also when it was overwritten or deleted since; without, what stands now. */
  versionId?: string
}

export interface GetOptions extends VersionOptions {
  /** Both inclusive; without `last` to the end. REFUSED when the object has no such byte. */
  range?: { first: number; last?: number }
  signal?: AbortSignal
}

export interface ObjectInfo {
  key: string
  bytes: number
  etag: string
  contentType: string
  modifiedAt: Date
  metadata: Readonly<Record<string, string>>
  /** Hex; there when it was given with the put or asked for with the copy. */
  sha256?: string
  retainUntil?: Date
  /** COMPLIANCE: nobody at all may delete it before; GOVERNANCE: whoever has the right to. */
  retentionMode?: 'COMPLIANCE' | 'GOVERNANCE'
  /** There when the bucket keeps versions. */
  versionId?: string
}

export interface ObjectReading extends Omit<ObjectInfo, 'sha256'> {
  /** Of the range asked for: `bytes` too counts only these. Breaks with an ObjectStoreError. */
  body: ReadableStream<Uint8Array>
}

export interface CopySource {
  bucket: string
  key: string
  versionId?: string
}

export interface CopyOptions {
  /** As for a put. The source's own retention is never copied. */
  retainUntil?: Date
  /** Hex. CHECKSUM_MISMATCH when the source is known to have another, or the store, hashing it, finds another in the copy. */
  sha256?: string
  /** Only if the source has this ETag, else PRECONDITION_FAILED. */
  ifSourceMatch?: string
  signal?: AbortSignal
}

export interface UploadedPart {
  part: number
  etag: string
}

export interface ListOptions {
  prefix?: string
  /** Keys with more of it after the prefix come as one entry of `prefixes`. */
  delimiter?: string
  /** From the page before. */
  cursor?: string
  /** 1 to 1000, default 1000. */
  limit?: number
}

export interface ObjectPage {
  objects: { key: string; bytes: number; etag: string; modifiedAt: Date }[]
  prefixes: string[]
  /** There when more follows. */
  cursor?: string
}

export interface PresignGetOptions extends VersionOptions {
  /** The browser saves it under this name instead of showing it. */
  downloadAs?: string
  contentType?: string
}

export interface PresignPutOptions {
  contentType: string
  bytes?: number
  /** Hex. */
  sha256?: string
}

export interface PresignedPut {
  url: string
  /** To be sent as they are; `content-length` is what browsers send by themselves. */
  headers: Readonly<Record<string, string>>
}

export type ObjectStoreReason =
  | 'NO_SUCH_OBJECT'
  | 'PRECONDITION_FAILED'
  | 'LOCKED'
  | 'CHECKSUM_MISMATCH'
  | 'TOO_LARGE'
  /** The store understood and will never do it: a wrong range, a key too long, no object lock. */
  | 'REFUSED'
  /** Credentials, bucket or endpoint are set up wrongly. */
  | 'MISCONFIGURED'
  /** Not reached, overloaded, or its answer was lost: it may or may not have happened. */
  | 'UNAVAILABLE'
  | 'DEADLINE'
  /** The caller's own signal, or its own stream broke. */
  | 'ABORTED'

export class ObjectStoreError extends MandateError {
  readonly reason: ObjectStoreReason

  constructor(reason: ObjectStoreReason, detail: string, cause?: unknown) {
    const retryable = reason === 'UNAVAILABLE' || reason === 'DEADLINE'
    super(outwardCode(reason), detail, { retryable, ...(cause !== undefined && { cause }) })
    this.name = 'ObjectStoreError'
    this.reason = reason
  }
}

/** What a client of the API may be told when nobody in between knows better. */
function outwardCode(reason: ObjectStoreReason) {
  switch (reason) {
    case 'NO_SUCH_OBJECT':
      return 'NOT_FOUND'
    case 'PRECONDITION_FAILED':
      return 'ALREADY_EXISTS'
    case 'LOCKED':
      return 'INVALID_STATE'
    case 'TOO_LARGE':
      return 'PAYLOAD_TOO_LARGE'
    case 'UNAVAILABLE':
    case 'DEADLINE':
    case 'ABORTED':
      return 'UNAVAILABLE'
    case 'CHECKSUM_MISMATCH':
    case 'REFUSED':
    case 'MISCONFIGURED':
      return 'INTERNAL'
    default:
      return reason satisfies never
  }
}
