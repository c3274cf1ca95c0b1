// Where documents lie that are named by their ref.
import type { OwnRef } from './own-ref.ts'

export interface DocumentSource {
  /** Fails as a call does: NOT_FOUND, RESOURCE_EXHAUSTED for what is too large, UNAVAILABLE. */
  read(ref: OwnRef): Promise<Uint8Array>
}
