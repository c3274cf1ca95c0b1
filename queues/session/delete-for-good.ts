// Deletes an object as it stands: in a bucket with versions a plain delete only hides.
import type { ObjectStore } from '#domain/ports/object-store.ts'

export async function deleteForGood(store: Pick<ObjectStore, 'head' | 'delete'>, key: string): Promise<void> {
  const there = await store.head(key)
  if (there === undefined) return
  await store.delete(key, there.versionId === undefined ? {} : { versionId: there.versionId })
}
