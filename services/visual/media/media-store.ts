// The port of where cards lie: bytes in, an address that always names the same bytes out.

export interface MediaStore {
  /** Keeps `bytes` under `key` for good; storing the same again changes nothing. Resolves to the object's plain address. */
  put(key: string, bytes: Uint8Array, mime: string): Promise<string>
  /** The bytes under an address that `put` gave. */
  get(url: string): Promise<Uint8Array>
}

/** The object store did not take or give an object; worth another try. */
export class MediaStoreFailed extends Error {
  constructor(operation: string, cause: unknown) {
    super(`the object store failed to ${operation}`, { cause })
    this.name = 'MediaStoreFailed'
  }
}
