// Hashes the bytes behind a media address and lets a picture's pass through to disk, so that what is decoded is what was hashed.
import { createHash } from 'node:crypto'
import { type FileHandle, open as openFile } from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'
import { PICTURE_HEAD_BYTES, pictureType } from '#queues/session/picture-type.ts'
import type { OpenMedia } from './hash-media.ts'

export interface SpooledMedium {
  /** Lower-case hex. */
  sha256: string
  bytes: number
  /** By its first bytes. */
  mime?: string
  /** Whether all of it is on disk: of a picture of bounded size alone, and only when the disk took it. */
  isOnDisk: boolean
}

/** More than any platform takes of a picture. */
const MAX_BYTES = 32 * 1024 * 1024

/**
 * @param path that a picture is written to
 * @throws when the address is refused or cannot be read to its end; never because of the disk
 */
export async function spoolMedia(
  { open, url, path }: { open: OpenMedia; url: string; path: string },
  signal: AbortSignal,
): Promise<SpooledMedium> {
  const hash = createHash('sha256')
  const spool = createSpool(path)
  let bytes = 0
  try {
    for await (const chunk of await open(url, signal)) {
      hash.update(chunk)
      bytes += chunk.byteLength
      await spool.take(chunk)
    }
    const { mime, isOnDisk } = await spool.end()
    return { sha256: hash.digest('hex'), bytes, isOnDisk, ...(mime === undefined ? {} : { mime }) }
  } finally {
    await spool.close()
  }
}

/** Holds back the first bytes until they tell what it is. */
function createSpool(path: string) {
  let head = Buffer.alloc(0)
  let mime: string | undefined
  let state: 'begins' | 'writes' | 'stopped' = 'begins'
  let file: FileHandle | undefined
  let written = 0

  const write = async (chunk: Uint8Array) => {
    written += chunk.byteLength
    if (written > MAX_BYTES) state = 'stopped'
    try {
      if (state === 'writes') await file?.writeFile(chunk)
    } catch {
      state = 'stopped' // a full disk costs the preview, and nothing else
    }
  }
  const begin = async () => {
    const picture = await pictureType(head)
    mime = picture ?? (await fileTypeFromBuffer(head))?.mime
    state = picture === undefined ? 'stopped' : 'writes'
    try {
      if (state === 'writes') file = await openFile(path, 'w')
    } catch {
      state = 'stopped' // as above
    }
    await write(head)
  }
  return {
    async take(chunk: Uint8Array): Promise<void> {
      if (state === 'writes') return write(chunk)
      if (state === 'stopped') return
      head = Buffer.concat([head, chunk])
      if (head.byteLength >= PICTURE_HEAD_BYTES) await begin()
    },
    async end(): Promise<Pick<SpooledMedium, 'mime' | 'isOnDisk'>> {
      if (state === 'begins') await begin()
      return { isOnDisk: state === 'writes', ...(mime === undefined ? {} : { mime }) }
    },
    close: async () => file?.close(),
  }
}
