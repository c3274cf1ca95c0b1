import { describe, expect, it } from 'vitest'
import type { ObjectInfo, VersionOptions } from '#domain/ports/object-store.ts'
import { deleteForGood } from '#queues/session/delete-for-good.ts'

/** A bucket with one key; the last of its versions is what stands. */
function bucket(versions: (string | undefined)[]) {
  const deleted: (string | undefined)[] = []
  return {
    deleted,
    async head(key: string): Promise<ObjectInfo | undefined> {
      if (versions.length === 0) return undefined
      const versionId = versions.at(-1)
      const info = { key, bytes: 1, etag: '"e"', contentType: 'audio/wav', modifiedAt: new Date(0), metadata: {} }
      return versionId === undefined ? info : { ...info, versionId }
    },
    async delete(_: string, { versionId }: VersionOptions = {}): Promise<void> {
      deleted.push(versionId)
      versions.splice(versions.indexOf(versionId), 1)
    },
  }
}

describe('what is deleted for good', () => {
  it('does not come back as the version below it', async () => {
    const store = bucket(['first', 'second', 'third'])
    await deleteForGood(store, 'key')
    expect(store.deleted).toEqual(['third', 'second', 'first'])
    expect(await store.head('key')).toBeUndefined()
  })

  it('is deleted once where no versions are kept', async () => {
    const store = bucket([undefined])
    await deleteForGood(store, 'key')
    expect(store.deleted).toEqual([undefined])
  })

  it('is left alone when it is not there', async () => {
    const store = bucket([])
    await deleteForGood(store, 'key')
    expect(store.deleted).toEqual([])
  })
})
