// The place of the folders that files lie in: one for a stretch of puts, so that those that come at the same time share its sync.

import { randomInt } from 'node:crypto'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { syncTogether } from './sync-together.ts'

export interface Shard {
  /** Two hexadecimal digits. */
  name: string
  /** Resolves when the names of the files that are in it now are on the disk. */
  synced(): Promise<void>
}

/** So many one after another, then the next folder; long lists make folders slow. */
const PUTS = 256

export function createShards(folder: string): { next(): Promise<Shard>; close(): Promise<void> } {
  const opened = new Map<string, Promise<Shard>>()
  const handles: FileHandle[] = []
  const openShard = async (name: string): Promise<Shard> => {
    const path = join(folder, name)
    // The folder's own name counts as well.
    if ((await mkdir(path, { recursive: true })) !== undefined) await syncOnce(folder)
    const handle = await open(path, 'r')
    handles.push(handle)
    return { name, synced: syncTogether(() => handle.sync()) }
  }
  // Another one at each start, so that they fill evenly.
  let put = randomInt(256) * PUTS
  return {
    next() {
      const name = (Math.floor(put++ / PUTS) % 256).toString(16).padStart(2, '0')
      const known = opened.get(name)
      if (known !== undefined) return known
      const opening = openShard(name)
      opened.set(name, opening)
      opening.catch(() => opened.delete(name))
      return opening
    },
    close: async () => void (await Promise.all(handles.map(handle => handle.close()))),
  }
}

async function syncOnce(path: string): Promise<void> {
  await using folder = await open(path, 'r')
  await folder.sync()
}
