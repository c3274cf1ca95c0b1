// What is written for each slot of a document, on the disk until all of it is known: a later block may belong to an earlier place.
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readChunks } from '../files/read-chunks.ts'

export interface Spool {
  append(slot: string, xml: string): Promise<void>
  has(slot: string): boolean
  /** What was appended, in its order. */
  read(slot: string): AsyncIterable<Uint8Array>
  /** Keeps a file beside; resolves to its path. */
  keep(name: string, bytes: Uint8Array): Promise<string>
}

const BUFFERED_CHARACTERS = 128 * 1024

/** `folder` is there, empty, and the caller's to remove. */
export function createSpool(folder: string): Spool {
  const slots = new Map<string, { path: string; buffered: string[]; length: number }>()
  const flush = async (slot: { path: string; buffered: string[]; length: number }) => {
    const text = slot.buffered.join('')
    slot.buffered = []
    slot.length = 0
    await appendFile(slot.path, text)
  }
  return {
    async append(name, xml) {
      const slot = slots.get(name) ?? { path: join(folder, `slot-${slots.size}.xml`), buffered: [], length: 0 }
      slots.set(name, slot)
      slot.buffered.push(xml)
      slot.length += xml.length
      if (slot.length > BUFFERED_CHARACTERS) await flush(slot)
    },
    has: name => slots.has(name),
    async *read(name) {
      const slot = slots.get(name)
      if (slot === undefined) return
      await flush(slot)
      yield* readChunks(slot.path)
    },
    async keep(name, bytes) {
      const path = join(folder, name)
      await writeFile(path, bytes)
      return path
    },
  }
}
