// Writes a DOCX part by part, so that no part has to be in memory whole.
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { Zip, ZipDeflate } from 'fflate'

export interface PackagePart {
  readonly name: string
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

export interface WrittenPackage {
  readonly sha256: string
  readonly bytes: number
}

/** The same parts make the same bytes. */
export async function writePackage(path: string, parts: readonly PackagePart[]): Promise<WrittenPackage> {
  const file = await open(path, 'w')
  const hash = createHash('sha256')
  let bytes = 0
  let written: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    written.push(chunk)
  })
  const drain = async () => {
    const chunks = written
    written = []
    for (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      await file.appendFile(chunk)
    }
  }
  try {
    for (const { name, chunks } of parts) {
      const entry = new ZipDeflate(name, { level: 6 })
      // The zip keeps local time: this one is the same everywhere.
      entry.mtime = new Date(1980, 0, 1)
      zip.add(entry)
      for await (const chunk of chunks()) {
        entry.push(chunk, false)
        await drain()
      }
      entry.push(new Uint8Array(), true)
      await drain()
    }
    zip.end()
    await drain()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), bytes }
}
