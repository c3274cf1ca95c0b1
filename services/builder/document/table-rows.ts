// The rows of a TABLE block in the order of a table's own columns.
import type { TableCell, TableData } from '#contracts/session-block.ts'

/** By name when the table has every column of the block, else as they come; a column that the block lacks stays empty. */
export function arrangeRows({ columns, rows }: TableData, header: readonly string[]): string[][] {
  const places = columns.map(column => header.findIndex(name => isSame(name, column)))
  const isNamed = columns.length > 0 && !places.includes(-1) && new Set(places).size === places.length
  return rows.map(cells => {
    const texts = cells.map(cellText)
    if (!isNamed || cells.length > columns.length) return texts
    const row = header.map(() => '')
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
