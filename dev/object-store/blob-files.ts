// The place of the bytes of large objects: one immutable file for each put.

import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Blobs } from './blobs.ts'
import { type OpenBlob, openBlob } from './open-blob.ts'
import { createShards } from './shards.ts'

export async function createBlobFiles(folder: string): Promise<Blobs> {
  await mkdir(folder, { recursive: true })
  const pathOf = (blob: string) => join(folder, blob.slice(0, 2), blob)
  const shards = createShards(folder)
  return {
    async write(source, commit) {
      const { name, synced } = await shards.next()
      const blob = name + randomUUID().replaceAll('-', '').slice(2)
      try {
        await writeSynced(pathOf(blob), source)
        await synced()
        return await commit(blob)
      } catch (error) {
        await rm(pathOf(blob), { force: true })
        throw error
      }
    },
    open: blob => openOrGone(pathOf(blob)),
    remove: blob => rm(pathOf(blob), { force: true }),
    async sweep(named) {
      let removed = 0
      for (const shard of await readdir(folder)) {
        for (const blob of await readdir(join(folder, shard))) {
          if (named.has(blob)) continue
          await rm(pathOf(blob), { force: true })
          removed++
        }
      }
      return removed
    },
    close: shards.close,
  }
}

async function writeSynced(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  await using file = await open(path, 'wx')
  await file.writeFile(source)
  await file.datasync()
}

async function openOrGone(path: string): Promise<OpenBlob | undefined> {
  try {
    const file = await open(path, 'r')
    const { size: bytes } = await file.stat()
    return openBlob({ file, at: 0, bytes, close: () => file.close() })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
