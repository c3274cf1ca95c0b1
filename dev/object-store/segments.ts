// The place where small bodies lie: one behind another in files that only grow, so that all that come at the same time cost one write and
// one sync together. A file goes when nothing in it is wanted any more.

import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type OpenBlob, openBlob } from './open-blob.ts'

export interface Segments {
  /** @returns its name, once the bytes are on the disk */
  add(bytes: Uint8Array): Promise<string>
  /** `undefined` when it is gone. */
  open(blob: string): Promise<OpenBlob | undefined>
  remove(blob: string): Promise<void>
  /** Whether a blob of this name lies here. */
  has(blob: string): boolean
  /** Removes files in which nothing is named, and counts what is. Returns how many. */
  sweep(named: ReadonlySet<string>): Promise<number>
  close(): Promise<void>
}

/** A file that has grown to this gets no more. */
const SEGMENT_BYTES = 64 * 1024 * 1024
/** Files that are kept open for the next reader. */
const MOST_OPEN = 64

interface Segment {
  name: string
  /** How many blobs in it are wanted. */
  live: number
  readers: number
  /** Opened by whoever reads first. */
  reading?: Promise<FileHandle> | undefined
}

interface Waiting {
  bytes: Uint8Array
  added: PromiseWithResolvers<string>
}

export async function createSegments(folder: string, segmentBytes = SEGMENT_BYTES): Promise<Segments> {
  await mkdir(folder, { recursive: true })
  const pathOf = (name: string) => join(folder, name)
  const segments = new Map<string, Segment>()
  let waiting: Waiting[] = []
  let writing: Promise<void> | undefined
  let active: { segment: Segment; file: FileHandle; end: number } | undefined

  const drop = async (segment: Segment) => {
    if (segment.live > 0 || segment.readers > 0 || segment === active?.segment) return
    segments.delete(segment.name)
    await stopReading(segment)
    await rm(pathOf(segment.name), { force: true })
  }
  const retire = async () => {
    const old = active
    active = undefined
    if (old === undefined) return
    await old.file.close()
    await drop(old.segment)
  }
  const writable = async () => {
    if (active !== undefined && active.end < segmentBytes) return active
    await retire()
    // Never one of a former process: behind what it was killed in there may be anything.
    const name = `s${randomUUID().replaceAll('-', '')}`
    const file = await open(pathOf(name), 'wx')
    await syncFolder(folder)
    const segment: Segment = { name, live: 0, readers: 0 }
    segments.set(name, segment)
    active = { segment, file, end: 0 }
    return active
  }
  const write = async () => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        const { segment, file, end } = await writable()
        await writeAll(file, batch, end)
        await file.datasync()
        let at = end
        for (const { bytes, added } of batch) {
          segment.live++
          added.resolve(`${segment.name}.${at}.${bytes.byteLength}`)
          at += bytes.byteLength
        }
        if (active !== undefined) active.end = at
      } catch (error) {
        for (const { added } of batch) added.reject(error)
        // Nobody knows what is in it now. That it can't even be closed changes nothing for those who were told.
        await retire().catch(() => undefined)
      }
    }
    writing = undefined
  }
  const reading = (segment: Segment): Promise<FileHandle> => {
    const known = segment.reading
    if (known !== undefined) return known
    const opening = open(pathOf(segment.name), 'r')
    segment.reading = opening
    opening.catch(() => {
      segment.reading = undefined
    })
    const idle = [...segments.values()].filter(other => other.reading !== undefined && other.readers === 0)
    for (const other of idle.slice(0, Math.max(0, idle.length - MOST_OPEN))) void stopReading(other)
    return opening
  }

  return {
    add(bytes) {
      const added = Promise.withResolvers<string>()
      waiting.push({ bytes, added })
      writing ??= write()
      return added.promise
    },
    async open(blob) {
      const { name, at, bytes } = placeOf(blob)
      const segment = segments.get(name)
      if (segment === undefined) return undefined
      segment.readers++
      let isOpen = true
      const close = async () => {
        if (!isOpen) return
        isOpen = false
        segment.readers--
        await drop(segment)
      }
      try {
        return openBlob({ file: await reading(segment), at, bytes, close })
      } catch (error) {
        await close()
        throw error
      }
    },
    async remove(blob) {
      const segment = segments.get(placeOf(blob).name)
      if (segment === undefined) return
      segment.live--
      await drop(segment)
    },
    has: blob => blob.startsWith('s'),
    async sweep(named) {
      for (const blob of named) {
        if (!blob.startsWith('s')) continue
        const { name } = placeOf(blob)
        const segment = segments.get(name) ?? { name, live: 0, readers: 0 }
        segment.live++
        segments.set(name, segment)
      }
      const needless = (await readdir(folder)).filter(name => !segments.has(name))
      for (const name of needless) await rm(pathOf(name), { force: true })
      return needless.length
    },
    async close() {
      await writing
      await active?.file.close()
      for (const segment of segments.values()) await stopReading(segment)
    },
  }
}

async function stopReading(segment: Segment): Promise<void> {
  // At once, so that whoever comes now opens it anew.
  const opened = segment.reading
  segment.reading = undefined
  // Whoever wanted to read has heard that it can't be opened.
  const file = await opened?.catch(() => undefined)
  await file?.close()
}

async function writeAll(file: FileHandle, batch: readonly Waiting[], from: number): Promise<void> {
  const all = batch.length === 1 ? (batch[0]?.bytes ?? Buffer.alloc(0)) : Buffer.concat(batch.map(({ bytes }) => bytes))
  for (let done = 0; done < all.byteLength; ) {
    const { bytesWritten } = await file.write(all, done, all.byteLength - done, from + done)
    done += bytesWritten
  }
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r')
  await folder.sync()
}

function placeOf(blob: string): { name: string; at: number; bytes: number } {
  const [name = '', at, bytes] = blob.split('.')
  return { name, at: Number(at), bytes: Number(bytes) }
}
