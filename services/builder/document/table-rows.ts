// The rows of a TABLE block in the order of a table's own columns.
import type { TableCell, TableData } from '#contracts/session-block.ts'

/** What a table may ask of the block itself, by the name of a column: of which topic a vote was, who gave a task. */
export type BlockFacts = Readonly<Record<'topic' | 'speaker', string | null>>

/** By name when the table has every column of the block, else as they come; a column that the block lacks has its fact, or stays empty. */
export function arrangeRows({ columns, rows }: TableData, header: readonly string[], facts?: BlockFacts): string[][] {
  const places = columns.map(column => header.findIndex(name => isSame(name, column)))
  const isNamed = columns.length > 0 && !places.includes(-1) && new Set(places).size === places.length
  const empty = header.map(name => Object.entries(facts ?? {}).find(([fact]) => isSame(name, fact))?.[1] ?? '')
  return rows.map(cells => {
    const texts = cells.map(cellText)
    if (!isNamed || cells.length > columns.length) return texts
    const row = [...empty]
    texts.forEach((text, at) => {
      row[places[at] ?? at] = text
    })
    return row
  })
}

function cellText(cell: TableCell): string {
  if (cell === null) return ''
  return typeof cell === 'boolean' ? (cell ? '✓' : '–') : String(cell)
}

function isSame(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, ' ')
      .trim()
  return plain(a) === plain(b)
}
