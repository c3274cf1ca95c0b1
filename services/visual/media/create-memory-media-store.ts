// Cards in memory, for tests; passes the same battery as the S3 one.
import { type MediaStore, MediaStoreFailed } from './media-store.ts'

export function createMemoryMediaStore(): MediaStore {
  const objects = new Map<string, Uint8Array>()
  const root = 'http://media.invalid/mandate/'
  return {
    async put(key, bytes) {
      objects.set(root + key, Uint8Array.from(bytes))
      return root + key
    },
    async get(url) {
      const bytes = objects.get(url)
      if (bytes === undefined) throw new MediaStoreFailed(`read ${url}`, new Error('there is no such object'))
      return bytes
    },
  }
}
