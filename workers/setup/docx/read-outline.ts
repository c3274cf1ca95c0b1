// One part of a document as its outline: headings, paragraphs with placeholders, tables and section breaks, in their order.
import { Parser } from 'htmlparser2'
import { PLACEHOLDER, PlaceholderName, placeholdersIn } from '#contracts/skeleton.ts'
import { type OutlineItem, SECTION_BREAKS, type SectionBreak } from '#domain/setup/skeleton-structure.ts'
import { printable } from './printable.ts'

export interface PartOutline {
  items: OutlineItem[]
  truncated: boolean
}

interface Paragraph {
  text: string
  level: number | undefined
  /** The section that ends with it. */
  section?: SectionBreak
}

type TableItem = Extract<OutlineItem, { kind: 'table' }>
interface OpenTable {
  item: TableItem
  cells: number
  cell: string
}

const MOST_ITEMS = 1000
const MOST_PLACEHOLDERS = 100
const MOST_CELLS = 50
const MOST_SPAN = 63

/** What is said twice for older programs, and what is no more there. */
const SKIPPED = ['mc:Fallback', 'w:sectPrChange', 'w:pPrChange', 'w:tblPrChange', 'w:tblGridChange', 'w:tcPrChange']

/** @param headings ids of paragraph styles, with their levels */
export function readOutline(part: string, xml: string, headings: ReadonlyMap<string, number>): PartOutline {
  const margin = /^word\/(header|footer)/.exec(part)?.[1] as 'header' | 'footer' | undefined
  const items: OutlineItem[] = []
  const said: string[] = []
  // A text box stands inside a paragraph and has paragraphs of its own; a cell has tables.
  const paragraphs: Paragraph[] = []
  const tables: OpenTable[] = []
  let truncated = false
  let within = ''
  let skipping = 0

  const add = (item: OutlineItem) => {
    if (items.length < MOST_ITEMS) items.push(item)
    else truncated = true
  }
  const place = (item: { placeholders: string[] }, found: readonly string[]) => {
    const all = [...new Set([...item.placeholders, ...found])]
    if (all.length > MOST_PLACEHOLDERS) truncated = true
    item.placeholders = all.slice(0, MOST_PLACEHOLDERS)
  }
  const endParagraph = ({ text, level, section }: Paragraph) => {
    const placeholders = placeholdersIn(text)
    const table = tables.at(-1)
    const common = { part, text: excerpt(text), placeholders: placeholders.slice(0, MOST_PLACEHOLDERS) }
    if (table !== undefined) {
      if (placeholders.length > 0) place(table.item, placeholders)
      if (table.item.rows === 1 && table.cell.length < 500) table.cell += ` ${text.slice(0, 500)}`
    } else if (margin !== undefined) {
      said.push(text)
    } else if (level !== undefined && text.trim() !== '') add({ kind: 'heading', level, ...common })
    else if (placeholders.length > 0) add({ kind: 'paragraph', ...common })
    if (section !== undefined) add({ kind: 'section', part, break: section, placeholders: [] })
  }
  const beginTable = () => {
    const item: TableItem = { kind: 'table', part, id: null, header: [], columns: 0, rows: 0, placeholders: [] }
    add(item)
    tables.push({ item, cells: 0, cell: '' })
  }
  const endCell = (table: OpenTable) => {
    if (table.item.rows === 1 && table.item.header.length < MOST_CELLS) table.item.header.push(tidy(table.cell, 80))
    table.cell = ''
  }

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (SKIPPED.includes(name)) skipping++
        if (skipping > 0) return
        within = name
        const paragraph = paragraphs.at(-1)
        const table = tables.at(-1)
        const value = attributes['w:val'] ?? ''
        if (name === 'w:p') paragraphs.push({ text: '', level: undefined })
        else if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') {
          if (paragraph !== undefined) paragraph.text += '\n'
        } else if (name === 'w:pStyle' && paragraph !== undefined) paragraph.level ??= headings.get(value)
        else if (name === 'w:outlineLvl' && paragraph !== undefined && /^[0-8]$/.test(value))
          paragraph.level = Number(value) + 1
        // The last section of a document is the document's own, and ends no paragraph.
        else if (name === 'w:sectPr' && paragraph !== undefined) paragraph.section = 'nextPage'
        else if (name === 'w:type' && paragraph?.section !== undefined) paragraph.section = breakOf(value)
        else if (name === 'w:tbl') beginTable()
        else if (table === undefined) return
        else if (name === 'w:tblCaption' && PlaceholderName.safeParse(value).success) table.item.id = value
        else if (name === 'w:tr') {
          table.item.rows++
          table.cells = 0
        } else if (name === 'w:tc') table.cells++
        else if (name === 'w:gridSpan')
          table.cells += Math.min(MOST_SPAN, Math.max(1, Number.parseInt(value, 10) || 1)) - 1
      },
      ontext(text) {
        const paragraph = paragraphs.at(-1)
        if (skipping === 0 && within === 'w:t' && paragraph !== undefined) paragraph.text += text
      },
      onclosetag(name) {
        if (SKIPPED.includes(name)) skipping--
        if (skipping > 0) return
        within = ''
        const table = tables.at(-1)
        if (name === 'w:p') {
          const paragraph = paragraphs.pop()
          if (paragraph !== undefined) endParagraph(paragraph)
        } else if (table === undefined) return
        else if (name === 'w:tc') endCell(table)
        else if (name === 'w:tr') table.item.columns = Math.max(table.item.columns, table.cells)
        else if (name === 'w:tbl') tables.pop()
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  if (margin === undefined) return { items, truncated }
  const text = said.join('\n')
  const item: OutlineItem = { kind: margin, part, text: excerpt(text), placeholders: [] }
  place(item, placeholdersIn(text))
  return { items: [item, ...items], truncated }
}

const LONGEST_TEXT = 200
/** Of what stands before the first placeholder. */
const BEFORE = 60

/** Around its first placeholder, where it is too long to be shown whole. */
function excerpt(text: string): string {
  if (text.length <= LONGEST_TEXT) return tidy(text, LONGEST_TEXT)
  const at = text.search(new RegExp(PLACEHOLDER.source))
  const from = at <= BEFORE ? 0 : at - BEFORE
  const cut = tidy(text.slice(from, from + LONGEST_TEXT), LONGEST_TEXT)
  return `${from > 0 ? '…' : ''}${cut}${from + LONGEST_TEXT < text.length ? '…' : ''}`
}

const tidy = (text: string, most: number) => printable(text.replace(/\s+/g, ' ').trim(), most)

function breakOf(value: string): SectionBreak {
  return SECTION_BREAKS.find(known => known === value) ?? 'nextPage'
}
