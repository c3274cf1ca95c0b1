// Deletes an object with all that would come back in its place: in a bucket with versions a plain delete only hides.
import type { ObjectStore } from '#domain/ports/object-store.ts'

export async function deleteForGood(store: Pick<ObjectStore, 'head' | 'delete'>, key: string): Promise<void> {
  for (;;) {
    const there = await store.head(key)
    if (there === undefined) return
    if (there.versionId === undefined) return store.delete(key)
    // What stood below it stands then.
    await store.delete(key, { versionId: there.versionId })
  }
}
