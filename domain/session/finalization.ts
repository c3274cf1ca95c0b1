// What the finalization of a session makes, step by step: each is recorded before the next begins.

/** An object in the store, by what it is. */
export interface KeptObject {
  key: string
  /** Hex. */
  sha256: string
  bytes: number
}

/** What the document is made of, frozen: later steps use this and nothing else. */
export interface Assembly {
  /** All blocks, nothing left out: the backup, and what a document with restricted passages is built from. */
  full: KeptObject
  /** Without what is restricted; absent: there is nothing restricted. */
  public?: KeptObject
  /** Each chunk with its hash, one JSON object a line. */
  chunks: KeptObject & { count: number }
  blocks: number
  assets: { assetId: string; key: string; sha256: string }[]
  gaps: { from: number; to: number }[]
}

export interface BuiltDocument extends KeptObject {
  /** restricted: the full version, where there is something that the public one leaves out. */
  kind: 'public' | 'restricted'
}

/** What guard signed. */
export interface SealedSnapshot {
  snapshotId: string
  /** Hex. */
  integrityHash: string
  signature: string
  keyId: string
  /** RFC 3339 UTC. */
  at: string
}
