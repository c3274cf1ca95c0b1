// A part's bytes as well-formed XML text.
import { XMLValidator } from 'fast-xml-parser'
import { Parser } from 'htmlparser2'
import { RefusedDocx } from './refused-docx.ts'

/** Tables in tables in text boxes stay far below; readers of XML take ever longer with the depth. */
const MAX_DEPTH = 200

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** @throws RefusedDocx */
export function readXml(part: string, bytes: Uint8Array): string {
  const text = decode(part, bytes)
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)/.exec(text)?.[1]
  if (declared !== undefined && !/^(utf-8|us-ascii)$/i.test(declared))
    throw new RefusedDocx('NOT_A_DOCX', part, `it is not in UTF-8 but, as it says, in ${declared.slice(0, 40)}`)
  demandShallow(part, text)
  const valid = XMLValidator.validate(text)
  if (valid !== true)
    throw new RefusedDocx('NOT_A_DOCX', part, `it is not well-formed XML: line ${valid.err.line}: ${valid.err.msg}`)
  return text
}

function decode(part: string, bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new RefusedDocx('NOT_A_DOCX', part, 'it is not in UTF-8', cause)
  }
}

function demandShallow(part: string, text: string): void {
  let depth = 0
  const parser = new Parser(
    {
      onopentagname() {
        depth++
        if (depth > MAX_DEPTH)
          throw new RefusedDocx('NOT_A_DOCX', part, `its elements are nested deeper than ${MAX_DEPTH} levels`)
      },
      onclosetag() {
        depth--
      },
    },
    { xmlMode: true, decodeEntities: false },
  )
  parser.end(text)
}
