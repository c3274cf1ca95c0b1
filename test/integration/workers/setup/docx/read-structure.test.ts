import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { OutlineItem } from '#domain/setup/skeleton-structure.ts'
import { documentOf, makeDocx, zipDocx } from '#test/support/make-docx.ts'
import { inspectDocx } from '#workers/setup/docx/inspect-docx.ts'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const signal = new AbortController().signal
const paragraph = (text: string, properties = '') => `<w:p>${properties}<w:r><w:t>${text}</w:t></w:r></w:p>`
const styled = (style: string) => `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`
const cell = (content: string, properties = '') => `<w:tc>${properties}${content}</w:tc>`
const stylesOf = (styles: string) => `<w:styles ${W}>${styles}</w:styles>`

const structureOf = async (parts: Record<string, string>) => (await inspectDocx(zipDocx(parts), signal)).structure
const outlineOf = async (body: string, styles = '') =>
  (await structureOf({ 'word/document.xml': documentOf(body), 'word/styles.xml': stylesOf(styles) })).outline

describe('the outline of a skeleton', () => {
  it('is that of the sample: headings, placeholders, tables and the footer, in the order of the document', async () => {
    const { structure } = await inspectDocx(readFileSync('dev/skeleton/minutes.docx'), signal)
    const said = structure.outline.map(item => [item.kind, 'text' in item ? item.text : 'id' in item ? item.id : ''])
    expect(said.slice(0, 3)).toEqual([
      ['heading', '{{TITLE}}'],
      ['table', null],
      ['heading', 'Participants'],
    ])
    expect(structure.outline).toContainEqual({
      ...{ kind: 'table', part: 'word/document.xml', id: 'TBL_VOTES', header: ['Topic', 'Name', 'Vote'] },
      ...{ columns: 3, rows: 2, placeholders: [] },
    })
    expect(structure.outline.at(-1)).toMatchObject({ kind: 'footer', placeholders: ['SESSION_ID', 'VERSION'] })
    expect(structure.styles).toContainEqual({ id: 'Normal', name: 'Normal', type: 'paragraph', default: true })
    expect(structure.truncated).toBe(false)
  })

  it('has the headers before the body and the footers after it', async () => {
    const { structure } = await inspectDocx(await makeDocx(), signal)
    expect(structure.outline.map(({ kind }) => kind)).toEqual(['header', 'paragraph', 'paragraph', 'footer'])
  })

  it('tells a heading by the name of its style, by one that it is based on, and by its own level', async () => {
    const styles = `<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
      <w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>
      <w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="D"/><w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>`
    const own = '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
    const body = ['berschrift1', 'Mine', 'Deep'].map(style => paragraph(style, styled(style))).join('')
    const outline = await outlineOf(body + paragraph('own', own) + paragraph('plain'), styles)
    expect(outline.map(item => item.kind === 'heading' && [item.text, item.level])).toEqual([
      ['berschrift1', 1],
      ['Mine', 1],
      ['Deep', 5],
      ['own', 3],
    ])
  })

  it('gives what stands in a table to the table, and to the inner one what stands in that', async () => {
    const inner = `<w:tbl><w:tr>${cell(paragraph('{{IN}}'))}</w:tr></w:tbl>`
    const wide = cell(paragraph('Name {{A}}'), '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>')
    const rows = `<w:tr>${wide}${cell(paragraph('b'))}</w:tr><w:tr>${cell(inner + paragraph('{{B}}'))}</w:tr>`
    const body = `<w:tbl><w:tblPr><w:tblCaption w:val="TBL_X"/></w:tblPr>${rows}</w:tbl>${paragraph('{{AFTER}}')}`
    expect(await outlineOf(body)).toMatchObject([
      { kind: 'table', id: 'TBL_X', header: ['Name {{A}}', 'b'], columns: 3, rows: 2, placeholders: ['A', 'B'] },
      { kind: 'table', id: null, header: ['{{IN}}'], columns: 1, rows: 1, placeholders: ['IN'] },
      { kind: 'paragraph', placeholders: ['AFTER'] },
    ])
  })

  it('has section breaks where they are, and none for the last section', async () => {
    const section = (type: string) => `<w:pPr><w:sectPr>${type}</w:sectPr></w:pPr>`
    const body = `${paragraph('{{A}}', section('')) + paragraph('', section('<w:type w:val="continuous"/>'))}<w:sectPr/>`
    const outline = await outlineOf(body)
    expect(outline.map(item => (item.kind === 'section' ? item.break : item.kind))).toEqual([
      ...['paragraph', 'nextPage', 'continuous'],
    ])
  })

  it('shows long text around its first placeholder', async () => {
    const [item] = await outlineOf(paragraph(`${'before '.repeat(100)}{{A}}${' after'.repeat(100)}`))
    const { text } = item as Extract<OutlineItem, { text: string }>
    expect(text).toMatch(/^….*before \{\{A\}\} after.*…$/)
    expect(text.length).toBeLessThan(210)
  })

  it('says once what Word writes twice for older programs, and leaves out what was deleted', async () => {
    const box = (name: string) => `<w:txbxContent>${paragraph(`{{${name}}}`)}</w:txbxContent>`
    const twice = `<mc:AlternateContent xmlns:mc="m"><mc:Choice>${box('A')}</mc:Choice><mc:Fallback>${box('A')}</mc:Fallback></mc:AlternateContent>`
    const outline = await outlineOf(
      `<w:p><w:r>${twice}</w:r><w:del><w:r><w:delText>{{B}}</w:delText></w:r></w:del></w:p>`,
    )
    expect(outline).toMatchObject([{ kind: 'paragraph', placeholders: ['A'] }])
  })
})

describe('a hostile skeleton', () => {
  it.each([
    [
      'a hundred thousand headings',
      paragraph('x'.repeat(40), '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>').repeat(50_000),
    ],
    ['tables side by side', '<w:tbl><w:tr><w:tc/></w:tr></w:tbl>'.repeat(50_000)],
    ['one row of a hundred thousand cells', `<w:tbl><w:tr>${cell(paragraph('c')).repeat(50_000)}</w:tr></w:tbl>`],
    ['headings that say much', paragraph('é'.repeat(400), '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>').repeat(1000)],
  ])('of %s is read as far as may be kept, and says that there is more', async (_, body) => {
    const noise = Array.from({ length: 4000 }, (__, at) => `<!-- ${at * 7919} ${Math.sin(at)} -->`).join('')
    const structure = await structureOf({ 'word/document.xml': documentOf(body + noise) })
    expect(structure.outline.length).toBeGreaterThan(0)
    expect(Buffer.byteLength(JSON.stringify(structure))).toBeLessThan(300 * 1024)
    const [first] = structure.outline
    expect(structure.truncated || (first?.kind === 'table' && first.header.length === 50)).toBe(true)
  })

  it('of styles that are based on each other, or of too many of them, is read to its end', async () => {
    const circle = ['A', 'B'].map(
      (id, at, all) =>
        `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/><w:basedOn w:val="${all[1 - at]}"/></w:style>`,
    )
    const many = Array.from(
      { length: 600 },
      (_, at) => `<w:style w:styleId="s${at}"><w:name w:val="s${at}"/></w:style>`,
    )
    const structure = await structureOf({ 'word/styles.xml': stylesOf([...circle, ...many].join('')) })
    expect(structure.styles).toHaveLength(500)
    expect(structure.truncated).toBe(true)
  })

  it.each([
    ['no XML', 'oops <', 'NOT_A_DOCX'],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${stylesOf('')}`, 'DOCTYPE'],
    ['nested without end', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`, 'NOT_A_DOCX'],
    ['more than 8 MiB', stylesOf(`<!--${' '.repeat(9 * 1024 * 1024)}-->`), 'TOO_LARGE'],
  ])('whose styles are %s is refused as one of such a document', async (_, styles, code) => {
    await expect(structureOf({ 'word/styles.xml': styles })).rejects.toMatchObject({ code })
  })

  it('keeps no control characters and no half characters of what it says', async () => {
    const [item] = await outlineOf(paragraph('&#x7f;a&#x85;b {{A}} &#xD83D;'))
    const { text } = item as Extract<OutlineItem, { text: string }>
    expect([text.isWellFormed(), /\p{Cc}/u.test(text)]).toEqual([true, false])
  })
})
