// Which styles a document has, and which of them are headings.
import { Parser } from 'htmlparser2'
import { type SkeletonStyle, STYLE_TYPES } from '#domain/setup/skeleton-structure.ts'
import { printable } from './printable.ts'

export interface DocumentStyles {
  styles: SkeletonStyle[]
  /** Id of a paragraph style → its level; 0 is the title. */
  headings: ReadonlyMap<string, number>
  truncated: boolean
}

interface Read extends SkeletonStyle {
  basedOn?: string
  level?: number
}

const MOST_STYLES = 500
/** Word allows eleven. */
const MOST_ANCESTORS = 11

/** @param xml `word/styles.xml`, well-formed */
export function readStyles(xml: string): DocumentStyles {
  const read: Read[] = []
  let truncated = false
  let current: Read | undefined
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const value = attributes['w:val'] ?? ''
        if (name === 'w:style') current = newStyle(attributes)
        else if (current === undefined) return
        else if (name === 'w:name') current.name = printable(value, 255)
        else if (name === 'w:basedOn') current.basedOn = value
        // Levels 0 to 8 are in the outline; 9 is text.
        else if (name === 'w:outlineLvl' && /^[0-8]$/.test(value)) current.level = Number(value) + 1
      },
      onclosetag(name) {
        if (name !== 'w:style' || current === undefined) return
        if (current.name === '' || !STYLE_TYPES.includes(current.type)) current = undefined
        else if (read.length === MOST_STYLES) truncated = true
        else read.push(current)
        current = undefined
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  const styles = read.map(({ id, name, type, default: isDefault }) => ({ id, name, type, default: isDefault }))
  return { styles, headings: headingsOf(read), truncated }
}

function newStyle(attributes: Record<string, string>): Read {
  const isDefault = /^(1|true|on)$/.test(attributes['w:default'] ?? '')
  const type = (attributes['w:type'] ?? 'paragraph') as Read['type'] // others are left out when it ends
  return { id: printable(attributes['w:styleId'] ?? '', 255), name: '', type, default: isDefault }
}

/** Ids are in the language of whoever wrote the document, names of Word's own styles are not. */
function headingsOf(read: readonly Read[]): Map<string, number> {
  const byId = new Map(read.map(style => [style.id, style]))
  const headings = new Map<string, number>()
  for (const style of read) {
    let at: Read | undefined = style
    for (let step = 0; at !== undefined && step < MOST_ANCESTORS; step++) {
      const level = at.level ?? namedLevel(at.name)
      if (level !== undefined) {
        if (style.type === 'paragraph') headings.set(style.id, level)
        break
      }
      at = at.basedOn === undefined ? undefined : byId.get(at.basedOn)
    }
  }
  return headings
}

function namedLevel(name: string): number | undefined {
  if (/^title$/i.test(name)) return 0
  const level = /^heading ([1-9])$/i.exec(name)?.[1]
  return level === undefined ? undefined : Number(level)
}
