// The place where the bytes of objects lie, under names of ours and never the client's: small ones behind one another in segments, each
// larger one in a file of its own.

import { join } from 'node:path'
import { createBlobFiles } from './blob-files.ts'
import type { OpenBlob } from './open-blob.ts'
import { createSegments } from './segments.ts'

export interface Blobs {
  /** Writes and syncs the bytes, then has their name committed; when either throws, nothing is left of them. */
  write<T>(source: AsyncIterable<Uint8Array>, commit: (blob: string) => T | Promise<T>): Promise<T>
  /** `undefined` when it is gone, which a reader racing with an overwrite may see. */
  open(blob: string): Promise<OpenBlob | undefined>
  remove(blob: string): Promise<void>
  /** Removes what no object names: the leftovers of a process killed while it wrote. Returns how many files. */
  sweep(named: ReadonlySet<string>): Promise<number>
  close(): Promise<void>
}

/** Up to here a body is held until all of it is there. */
export const SMALL_BYTES = 128 * 1024

export async function createBlobs(dataDir: string): Promise<Blobs> {
  const files = await createBlobFiles(join(dataDir, 'blobs'))
  const segments = await createSegments(join(dataDir, 'segments'))
  return {
    async write(source, commit) {
      const { small, rest } = await beginning(source)
      if (rest !== undefined) return files.write(rest, commit)
      const blob = await segments.add(small)
      try {
        return await commit(blob)
      } catch (error) {
        await segments.remove(blob)
        throw error
      }
    },
    open: blob => (segments.has(blob) ? segments : files).open(blob),
    remove: blob => (segments.has(blob) ? segments : files).remove(blob),
    sweep: async named => (await files.sweep(named)) + (await segments.sweep(named)),
    async close() {
      await files.close()
      await segments.close()
    },
  }
}

type Beginning = { small: Uint8Array; rest?: undefined } | { small?: undefined; rest: AsyncIterable<Uint8Array> }

async function beginning(source: AsyncIterable<Uint8Array>): Promise<Beginning> {
  const incoming = source[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  for (let bytes = 0; ; ) {
    const { done, value } = await incoming.next()
    if (done) return { small: held.length === 1 && held[0] ? held[0] : Buffer.concat(held) }
    held.push(value)
    bytes += value.byteLength
    if (bytes > SMALL_BYTES) return { rest: goneOn(held, incoming) }
  }
}

async function* goneOn(held: readonly Uint8Array[], incoming: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* held
    for (;;) {
      const { done, value } = await incoming.next()
      if (done) return
      yield value
    }
  } finally {
    await incoming.return?.()
  }
}
