// The port through which the audit reads media: bytes, or why there are none.
export type MediaAnswer =
  | { status: 'read'; bytes: Uint8Array }
  /** The address is one that we do not fetch from. */
  | { status: 'refused'; reason: string }
  /** It was asked for and did not come. */
  | { status: 'failed'; reason: string }

/** Throws only when our own object store is down: then nothing can be said of the media, and the audit is tried again. */
export type MediaSource = (url: string, signal: AbortSignal) => Promise<MediaAnswer>
