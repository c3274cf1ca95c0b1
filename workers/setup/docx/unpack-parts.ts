// Unpacks an archive as a stream, counting: whatever its directory promises, no more is unpacked than a skeleton may have.
import { setImmediate as turn } from 'node:timers/promises'
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate'
import { createDoctypeWatch } from './doctype-watch.ts'
import type { Entry } from './list-entries.ts'
import { RefusedDocx } from './refused-docx.ts'

export interface UnpackOptions {
  /** Whose text is wanted; everything else is unpacked, counted and dropped. */
  isWanted(name: string): boolean
  signal: AbortSignal
}

const MAX_UNPACKED_BYTES = 100 * 1024 * 1024
/** Of one part that is read, and of all of them: they are read in one go each. */
const MAX_PART_BYTES = 8 * 1024 * 1024
const MAX_PARTS_BYTES = 16 * 1024 * 1024
/** Text of people and of Word stays far below; it counts from a size on that a formula or two can't reach. */
const MAX_RATIO = 200
const RATIO_COUNTS_FROM_BYTES = 4 * 1024 * 1024
/** A push unpacks at most a thousandfold at once. */
const PUSH_BYTES = 4096
const PUSHES_A_TURN = 16

/**
 * @param entries as the directory has them: what is really there must be just that
 * @returns the bytes of the wanted parts by name
 * @throws RefusedDocx, and as soon as it is clear
 */
export async function unpackParts(
  archive: Uint8Array,
  entries: readonly Entry[],
  { isWanted, signal }: UnpackOptions,
): Promise<Map<string, Buffer>> {
  const count = createCount(archive.byteLength)
  const parts = new Map<string, Buffer>()
  const unpacked = new Map<string, number>()
  const unzip = new Unzip(file => {
    if (unpacked.has(file.name)) throw new RefusedDocx('NOT_A_DOCX', file.name, 'it is there twice')
    unpacked.set(file.name, 0)
    const wanted = isWanted(file.name)
    takeFile(file, {
      count: bytes => count(bytes, file.name, wanted),
      wanted,
      done(bytes, part) {
        unpacked.set(file.name, bytes)
        if (part !== undefined) parts.set(file.name, part)
      },
    })
  })
  unzip.register(UnzipInflate)
  await pushAll(unzip, archive, signal)
  const isSame = unpacked.size === entries.length && entries.every(({ name, bytes }) => unpacked.get(name) === bytes)
  if (!isSame) throw new RefusedDocx('NOT_A_DOCX', '', 'what is in the archive is not what its directory says')
  return parts
}

async function pushAll(unzip: Unzip, archive: Uint8Array, signal: AbortSignal): Promise<void> {
  try {
    for (let at = 0, pushes = 1; at < archive.byteLength; at += PUSH_BYTES, pushes++) {
      unzip.push(archive.subarray(at, at + PUSH_BYTES), at + PUSH_BYTES >= archive.byteLength)
      // Others of this process want to go on meanwhile.
      if (pushes % PUSHES_A_TURN === 0) await turn(undefined, { signal })
    }
  } catch (error) {
    if (error instanceof RefusedDocx || signal.aborted) throw error
    throw new RefusedDocx('NOT_A_DOCX', '', 'it can not be unpacked: the archive is broken', error)
  }
}

interface Taking {
  count: (bytes: number) => void
  wanted: boolean
  done: (bytes: number, part: Buffer | undefined) => void
}

function takeFile(file: UnzipFile, { count, wanted, done }: Taking): void {
  const watch = /\.(xml|rels|vml)$/i.test(file.name) ? createDoctypeWatch(file.name) : undefined
  const chunks: Uint8Array[] = []
  let bytes = 0
  file.ondata = (error, chunk, final) => {
    if (error) throw error
    bytes += chunk.byteLength
    count(chunk.byteLength)
    watch?.(chunk)
    if (wanted) {
      if (bytes > MAX_PART_BYTES)
        throw new RefusedDocx('TOO_LARGE', file.name, `unpacked it has more than ${MAX_PART_BYTES} bytes`)
      chunks.push(chunk)
    }
    if (final) done(bytes, wanted ? Buffer.concat(chunks) : undefined)
  }
  file.start()
}

function createCount(packedBytes: number): (bytes: number, part: string, isRead: boolean) => void {
  let total = 0
  let read = 0
  return (bytes, part, isRead) => {
    total += bytes
    if (isRead) read += bytes
    if (read > MAX_PARTS_BYTES)
      throw new RefusedDocx('TOO_LARGE', part, `its text unpacked has more than ${MAX_PARTS_BYTES} bytes`)
    if (total > MAX_UNPACKED_BYTES)
      throw new RefusedDocx('TOO_LARGE', part, `unpacked it has more than ${MAX_UNPACKED_BYTES} bytes`)
    if (total > RATIO_COUNTS_FROM_BYTES && total > packedBytes * MAX_RATIO)
      throw new RefusedDocx('TOO_LARGE', part, `unpacked it is more than ${MAX_RATIO} times as large: a zip bomb`)
  }
}
