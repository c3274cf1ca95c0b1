// Objects in memory, for tests; passes the same battery as the S3 one, and knows versions.
import { type DocumentStore, ObjectMissing } from './document-store.ts'

export interface MemoryDocumentStore extends DocumentStore {
  /** Another version of an object, beside those that are there. */
  putVersion(ref: string, versionId: string, bytes: Uint8Array): void
}

export function createMemoryDocumentStore(bucket = 'mandate'): MemoryDocumentStore {
  const objects = new Map<string, Uint8Array>()
  return {
    async *read(ref, versionId) {
      const bytes = objects.get(versionId === undefined ? ref : `${ref}?${versionId}`)
      if (bytes === undefined) throw new ObjectMissing(ref, versionId)
      yield bytes
    },
    async write(key, bytes) {
      const ref = `s3://${bucket}/${key}`
      objects.set(ref, Uint8Array.from(bytes))
      return ref
    },
    putVersion(ref, versionId, bytes) {
      objects.set(ref, bytes)
      objects.set(`${ref}?${versionId}`, bytes)
    },
  }
}
