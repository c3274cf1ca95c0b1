// The port of where skeletons, sessions and pictures are read from and documents go: objects named `s3://bucket/key`.

export interface DocumentStore {
  /** The bytes as they come; `versionId` reads exactly that version. Throws ObjectMissing, ObjectStoreAway, also while it is read. */
  read(ref: string, versionId?: string): AsyncIterable<Uint8Array>
  /** Keeps `bytes` under `key` in the bucket of documents; resolves to its `s3://bucket/key`. Throws ObjectStoreAway. */
  write(key: string, bytes: Uint8Array, mime: string): Promise<string>
}

/** There is no such object, or no such version of it: another try changes nothing. */
export class ObjectMissing extends Error {
  readonly ref: string
  constructor(ref: string, versionId?: string, cause?: unknown) {
    super(`there is no ${ref}${versionId === undefined ? '' : ` in version ${versionId}`}`, { cause })
    this.name = 'ObjectMissing'
    this.ref = ref
  }
}

/** The object store did not take or give an object; worth another try. */
export class ObjectStoreAway extends Error {
  constructor(operation: string, cause: unknown) {
    super(`the object store failed to ${operation}`, { cause })
    this.name = 'ObjectStoreAway'
  }
}
