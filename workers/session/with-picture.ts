// Fetches the original of a picture, held to what was said of it, and has it normalised: all on disk, never in memory.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { AssetView } from '#domain/ports/session-ledger.ts'
import { openWorkFolder } from '#queues/work-folder.ts'
import type { PictureProcess } from '../adapters/pictures/create-picture-process.ts'
import type { NormalisedPicture } from '../adapters/pictures/normalise-picture.ts'
import { PictureRefused } from '../adapters/pictures/picture-refused.ts'

export interface Picture extends NormalisedPicture {
  /** Hex, of the normalised bytes. */
  sha256: string
  bytes: number
  open(): ReadableStream<Uint8Array>
}

interface PicturePorts {
  store: Pick<ObjectStore, 'get'>
  normalise: PictureProcess['normalise']
}

/** @throws PictureRefused, PictureProcessFailed, ObjectStoreError */
export async function withPicture<T>(
  { store, normalise }: PicturePorts,
  asset: Pick<AssetView, 'originalKey' | 'bytes' | 'sha256'>,
  signal: AbortSignal,
  work: (picture: Picture) => Promise<T>,
): Promise<T> {
  const { path: folder, remove } = await openWorkFolder('picture')
  const [input, output] = [join(folder, 'original'), join(folder, 'normalised')]
  try {
    await fetchOriginal(store, asset, { path: input, signal })
    const normalised = await normalise({ input, output }, signal)
    const open = () => Readable.toWeb(createReadStream(output)) as ReadableStream<Uint8Array>
    const { size: bytes } = await stat(output)
    return await work({ ...normalised, sha256: await hashOf(createReadStream(output)), bytes, open })
  } finally {
    await remove()
  }
}

async function fetchOriginal(
  store: PicturePorts['store'],
  { originalKey, bytes, sha256 }: Pick<AssetView, 'originalKey' | 'bytes' | 'sha256'>,
  { path, signal }: { path: string; signal: AbortSignal },
): Promise<void> {
  const hash = createHash('sha256')
  let seen = 0
  const { body } = await store.get(originalKey, { signal })
  async function* counted(source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      seen += chunk.byteLength
      if (seen > bytes) throw mismatch()
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(body, counted, createWriteStream(path), { signal })
  if (seen !== bytes || hash.digest('hex') !== sha256) throw mismatch()
}

function mismatch(): PictureRefused {
  return new PictureRefused('HASH_MISMATCH', 'the bytes in the object store are not those that were announced')
}

async function hashOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of source) hash.update(chunk)
  return hash.digest('hex')
}
