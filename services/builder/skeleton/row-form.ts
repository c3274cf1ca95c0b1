// The format of a table's rows, taken from the skeleton, and rows written in it.
import type { Element } from '@xmldom/xmldom'
import { runText } from '../document/paragraphs.ts'
import { childrenOf, fragmentXml, textOf } from './parse-xml.ts'

export interface RowForm {
  /** What the header says, cell by cell. */
  readonly columns: readonly string[]
  /** One row; what is beyond the last column joins it, for nothing is dropped. */
  row(cells: readonly string[]): string
}

/** `sample` is the row whose format is taken; undefined: the header's, less what makes it a header. */
export function rowForm(header: Element, sample: Element | undefined): RowForm {
  const columns = childrenOf(header, 'tc').map(cell => textOf(cell).trim())
  const cells = childrenOf(sample ?? header, 'tc').map(cell => cellForm(cell, sample === undefined))
  const properties = childrenOf(sample ?? header, 'trPr')
    .map(fragmentXml)
    .join('')
    .replaceAll(/<w:tblHeader[^>]*\/>/g, '')
  return {
    columns,
    row(values) {
      const last = cells.length - 1
      const filled = cells.map(({ open, close }, at) => {
        const text = at === last ? values.slice(at).join(' · ') : (values[at] ?? '')
        return open + runText(text) + close
      })
      return `<w:tr>${properties}${filled.join('')}</w:tr>`
    },
  }
}

function cellForm(cell: Element, isHeader: boolean): { open: string; close: string } {
  const [cellProperties] = childrenOf(cell, 'tcPr')
  const [paragraph] = childrenOf(cell, 'p')
  const [paragraphProperties] = paragraph === undefined ? [] : childrenOf(paragraph, 'pPr')
  const [run] = paragraph === undefined ? [] : childrenOf(paragraph, 'r')
  const [runProperties] = run === undefined || isHeader ? [] : childrenOf(run, 'rPr')
  const xml = (element: Element | undefined) => (element === undefined ? '' : fragmentXml(element))
  const shape = isHeader ? xml(cellProperties).replaceAll(/<w:shd[^>]*\/>/g, '') : xml(cellProperties)
  return {
    open: `<w:tc>${shape}<w:p>${xml(paragraphProperties)}<w:r>${xml(runProperties)}`,
    close: '</w:r></w:p></w:tc>',
  }
}
