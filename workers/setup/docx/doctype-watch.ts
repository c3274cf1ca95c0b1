// Looks for document types and entities in XML as it streams by: a Word document has none, and readers of XML act on them.
import { RefusedDocx } from './refused-docx.ts'

const FORBIDDEN = /<!(DOCTYPE|ENTITY)/i
/** What may stand at the end of one chunk and go on in the next. */
const CARRY = '<!DOCTYPE'.length - 1

/** @returns takes the chunks of one part in order; throws RefusedDocx */
export function createDoctypeWatch(part: string): (chunk: Uint8Array) => void {
  let carried = ''
  let isFirst = true
  return chunk => {
    if (chunk.byteLength === 0) return
    // In UTF-16 the words below would go unseen; Word writes UTF-8.
    if (isFirst && (chunk[0] === 0xfe || chunk[0] === 0xff || chunk[0] === 0 || chunk[1] === 0))
      throw new RefusedDocx('NOT_A_DOCX', part, 'it is not in UTF-8')
    isFirst = false
    const text = carried + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
    if (FORBIDDEN.test(text)) throw new RefusedDocx('DOCTYPE', part, 'it has a document type or an entity')
    carried = text.slice(-CARRY)
  }
}
