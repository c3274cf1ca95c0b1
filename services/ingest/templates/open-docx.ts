// The two parts of a DOCX that are looked at, and what is wrong with one that has none.
import { unzipSync } from 'fflate'
import { MAX_SKELETON_BYTES } from '#contracts/skeleton.ts'

export interface DocxText {
  /** `word/document.xml` */
  document: string
  /** `word/styles.xml`; empty where there is none. */
  styles: string
}

export const DOCUMENT_PART = 'word/document.xml'
const STYLES_PART = 'word/styles.xml'
/** Unpacked, of one part: what holds more is no template. */
const MAX_PART_BYTES = 8 * 1024 * 1024

/** @throws DocxUnreadable */
export function openDocx(bytes: Uint8Array): DocxText {
  if (bytes.length > MAX_SKELETON_BYTES) throw new DocxUnreadable('the document is larger than 20 MiB')
  const parts = unpack(bytes)
  const document = textOf(parts[DOCUMENT_PART])
  if (!/<w:body[\s>/]/.test(document)) throw new DocxUnreadable('this is no Word document: it has no w:body')
  return { document, styles: textOf(parts[STYLES_PART]) }
}

/** Nothing can be found in it; another try changes nothing. */
export class DocxUnreadable extends Error {
  constructor(why: string, cause?: unknown) {
    super(why, { cause })
    this.name = 'DocxUnreadable'
  }
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      // Asked before an entry is unpacked, and none comes out larger than it says here.
      filter({ name, originalSize }) {
        if (name !== DOCUMENT_PART && name !== STYLES_PART) return false
        if (originalSize > MAX_PART_BYTES) throw new DocxUnreadable(`unpacked ${name} is larger than 8 MiB`)
        return true
      },
    })
  } catch (error) {
    throw error instanceof DocxUnreadable ? error : new DocxUnreadable('this is no DOCX: it can’t be unpacked', error)
  }
}

function textOf(part: Uint8Array | undefined): string {
  return part === undefined ? '' : new TextDecoder().decode(part)
}
