// Which bytes are an asset of a tenant already, whatever session they came with.

export interface AssetQuestion {
  tenantId: string
  /** Of the bytes as they are stored, hex. */
  sha256: string
  sessionId: string
}

export interface LibraryAsset {
  assetId: string
  /** `s3://bucket/key`. */
  ref: string
  mime: string
  width: number
  height: number
}

/** Nobody waits for it: what it can't say in time is not known. */
export interface AssetLibrary {
  /** @returns undefined: new, or no answer came in time. Never rejects */
  check(question: AssetQuestion): Promise<LibraryAsset | undefined>
  /** Makes it known, if that can be done now. Never rejects */
  register(asset: LibraryAsset & { tenantId: string; sha256: string }): Promise<void>
}
