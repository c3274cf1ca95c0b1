// The place where the bytes of objects lie: one immutable file for each put, under a name of ours and never the client's.

import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

export interface BlobFiles {
  /** Writes and syncs a new file, then has its name committed; when either throws, nothing is left of the file. */
  write<T>(source: AsyncIterable<Uint8Array>, commit: (blob: string) => T): Promise<T>
  /** `undefined` when it is gone, which a reader racing with an overwrite may see. */
  open(blob: string): Promise<FileHandle | undefined>
  remove(blob: string): Promise<void>
  /** Removes what no object names: the leftovers of a process killed while it wrote. Returns how many. */
  sweep(named: ReadonlySet<string>): Promise<number>
}

export async function createBlobFiles(folder: string): Promise<BlobFiles> {
  await mkdir(folder, { recursive: true })
  const pathOf = (blob: string) => join(folder, blob.slice(0, 2), blob)
  return {
    async write(source, commit) {
      const blob = randomBytes(16).toString('hex')
      const parent = join(folder, blob.slice(0, 2))
      await mkdir(parent, { recursive: true })
      try {
        await writeSynced(pathOf(blob), source)
        await syncFolder(parent)
        return commit(blob)
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
  }
}

async function writeSynced(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  await using file = await open(path, 'wx')
  await file.writeFile(source)
  await file.sync()
}

// The file's name is on the disk only when its folder is.
async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r')
  await folder.sync()
}

async function openOrGone(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
