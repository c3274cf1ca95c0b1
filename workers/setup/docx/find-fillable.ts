// What can be filled in a part of a skeleton: placeholders in its paragraphs, tables that have an id.
import { Parser } from 'htmlparser2'
import { PlaceholderName, placeholdersIn } from '#contracts/skeleton.ts'
import { RefusedDocx } from './refused-docx.ts'

export interface Fillable {
  placeholders: string[]
  tables: string[]
}

/** Fields that fetch from elsewhere, or start a program, when the document is opened. */
const REACHING_OUT = /^\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b/i

/**
 * @param xml well-formed
 * @throws RefusedDocx for a field that reaches out of the document
 */
export function findFillable(part: string, xml: string): Fillable {
  const placeholders = new Set<string>()
  const tables = new Set<string>()
  // A text box stands inside a paragraph and has paragraphs of its own.
  const paragraphs: string[] = []
  const fields: string[] = []
  let within = ''
  const add = (text: string) => {
    if (paragraphs.length > 0) paragraphs[paragraphs.length - 1] += text
  }
  const demandInner = (instruction: string) => {
    if (REACHING_OUT.test(instruction))
      throw new RefusedDocx('EXTERNAL_CONTENT', part, `a field reaches out: ${instruction.trim().slice(0, 60)}`)
  }
  const endOfField = () => demandInner(fields.pop() ?? '')

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        within = name
        if (name === 'w:p') paragraphs.push('')
        else if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') add('\n')
        else if (name === 'w:fldSimple') demandInner(attributes['w:instr'] ?? '')
        else if (name === 'w:fldChar' && attributes['w:fldCharType'] === 'begin') fields.push('')
        else if (name === 'w:fldChar' && attributes['w:fldCharType'] === 'end') endOfField()
        else if (name === 'w:tblCaption') addTable(tables, attributes['w:val'])
      },
      ontext(text) {
        if (within === 'w:t') add(text)
        else if (within === 'w:instrText' && fields.length > 0) fields[fields.length - 1] += text
      },
      onclosetag(name) {
        within = ''
        if (name === 'w:p') for (const found of placeholdersIn(paragraphs.pop() ?? '')) placeholders.add(found)
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  while (fields.length > 0) endOfField()
  return { placeholders: [...placeholders], tables: [...tables] }
}

/** Any other caption is a caption, and no id. */
function addTable(tables: Set<string>, caption: string | undefined): void {
  if (PlaceholderName.safeParse(caption).success) tables.add(caption ?? '')
}
