// What a disk does that nobody sees: a byte turns over in the files of the object store, under everything that it knows of them.
import { closeSync, globSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

/** @returns turns it back. Every object with these bytes is hit, in whichever bucket */
export function flipStored(bytes: Uint8Array, at: number): () => void {
  const index = at % bytes.byteLength
  const places = placesOf(Buffer.from(bytes))
  if (places.length === 0) throw new Error(`the object store has these ${bytes.byteLength} bytes nowhere`)
  const write = (byte: number) => {
    for (const { file, from } of places) {
      const opened = unlessGone(() => openSync(file, 'r+'))
      if (opened === undefined) continue
      writeSync(opened, Buffer.from([byte]), 0, 1, from + index)
      closeSync(opened)
    }
  }
  const was = bytes[index] ?? 0
  write(was ^ 1)
  return () => write(was)
}

function placesOf(bytes: Buffer): { file: string; from: number }[] {
  const folder = join(inject('backing').MANDATE_DATA_DIR ?? '', 's3')
  return globSync(['blobs/*/*', 'segments/*'], { cwd: folder }).flatMap(name => {
    const file = join(folder, name)
    const content = unlessGone(() => readFileSync(file))
    const places: { file: string; from: number }[] = []
    if (content === undefined) return places
    for (let from = content.indexOf(bytes); from >= 0; from = content.indexOf(bytes, from + bytes.byteLength))
      places.push({ file, from })
    return places
  })
}

/** A file goes with the last object in it, which may be of a test beside this one. */
function unlessGone<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
