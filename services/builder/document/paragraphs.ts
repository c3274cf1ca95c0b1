// The pieces of WordprocessingML that documents are put together from (ECMA-376, part 1, 17.3), as strings: a session of many hours
// has a hundred thousand of them, and nothing looks back at one that is written.
import { xmlText } from './xml-text.ts'

/** `styleId` undefined: Normal. */
export function paragraph(styleId: string | undefined, content: string, properties = ''): string {
  const style = styleId === undefined ? '' : `<w:pStyle w:val="${xmlText(styleId)}"/>`
  const all = style + properties
  return `<w:p>${all === '' ? '' : `<w:pPr>${all}</w:pPr>`}${content}</w:p>`
}

export function run(text: string, properties = ''): string {
  return `<w:r>${properties}${runText(text)}</w:r>`
}

/** What a run holds: line breaks and tabs are elements of their own. */
export function runText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .split(/([\n\t])/)
    .map(part => {
      if (part === '\n') return '<w:br/>'
      if (part === '\t') return '<w:tab/>'
      return part === '' ? '' : `<w:t xml:space="preserve">${xmlText(part)}</w:t>`
    })
    .join('')
}

/** Looks like a link whether or not the skeleton has a style for it. */
export function hyperlink(relationId: string, text: string): string {
  return `<w:hyperlink r:id="${relationId}" w:history="1">${run(text, '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>')}</w:hyperlink>`
}

/** A table of its own, for rows that the skeleton has no table for; a paragraph follows, or two tables would grow together. */
export function plainTable(styleId: string | undefined, rows: readonly (readonly string[])[]): string {
  const columns = Math.max(1, ...rows.map(cells => cells.length))
  const look =
    styleId === undefined
      ? `<w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(side => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>`).join('')}</w:tblBorders>`
      : ''
  const style = styleId === undefined ? '' : `<w:tblStyle w:val="${xmlText(styleId)}"/>`
  const grid = '<w:gridCol/>'.repeat(columns)
  const body = rows.map((cells, index) => {
    const header = index === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''
    const bold = index === 0 ? '<w:rPr><w:b/></w:rPr>' : ''
    const filled = Array.from(
      { length: columns },
      (_, at) => `<w:tc>${paragraph(undefined, run(cells[at] ?? '', bold))}</w:tc>`,
    )
    return `<w:tr>${header}${filled.join('')}</w:tr>`
  })
  return `<w:tbl><w:tblPr>${style}<w:tblW w:w="5000" w:type="pct"/>${look}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${body.join('')}</w:tbl><w:p/>`
}
