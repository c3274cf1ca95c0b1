// What the directory of an archive says is in it, before anything is unpacked.
import { unzipSync } from 'fflate'
import { RefusedDocx } from './refused-docx.ts'

export interface Entry {
  name: string
  /** Unpacked, as the directory has it. */
  bytes: number
}

/** Word's own documents have dozens. */
const MAX_ENTRIES = 2000
const END_OF_DIRECTORY_BYTES = 22

/** @throws RefusedDocx */
export function listEntries(archive: Uint8Array): Entry[] {
  demandFrame(archive)
  const entries: Entry[] = []
  const names = new Set<string>()
  try {
    unzipSync(archive, {
      filter({ name, originalSize }) {
        if (entries.length === MAX_ENTRIES)
          throw new RefusedDocx('TOO_LARGE', '', `it has more than ${MAX_ENTRIES} entries`)
        demandName(name)
        // Where case does not count, the second would replace the first.
        if (names.has(name.toLowerCase())) throw new RefusedDocx('NOT_A_DOCX', name, 'it is there twice')
        names.add(name.toLowerCase())
        entries.push({ name, bytes: originalSize })
        return false
      },
    })
  } catch (error) {
    if (error instanceof RefusedDocx) throw error
    throw new RefusedDocx(
      'NOT_A_DOCX',
      '',
      'its directory can not be read: it is no ZIP archive, or a broken one',
      error,
    )
  }
  return entries
}

/** From the first byte to the last an archive and nothing else, so that no other program sees another file in it. */
function demandFrame(archive: Uint8Array): void {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.byteLength - END_OF_DIRECTORY_BYTES
  if (end < 0 || view.getUint32(0, true) !== 0x04034b50)
    throw new RefusedDocx('NOT_A_DOCX', '', 'it does not begin as a ZIP archive does')
  if (view.getUint32(end, true) !== 0x06054b50)
    throw new RefusedDocx('NOT_A_DOCX', '', 'it does not end with the directory of a ZIP archive')
}

/** Where parts of a Word document lie. */
const PLACE = /^(\[Content_Types\]\.xml$|_rels\/|docProps\/|docMetadata\/|customXml\/|word\/)/

function demandName(name: string): void {
  if (/[\\\p{Cc}]/u.test(name) || name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.split('/').includes('..'))
    throw new RefusedDocx('NOT_A_DOCX', name, 'its name leads out of the archive')
  if (!PLACE.test(name)) throw new RefusedDocx('NOT_A_DOCX', name, 'no part of a Word document lies there')
}
