import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { discoverTemplates } from '#services/ingest/templates/discover-templates.ts'
import { documentOf, zipDocx } from '#test/support/make-docx.ts'

const p = (text: string, style?: string) =>
  `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`
const sdt = (tag: string, content: string, alias?: string) =>
  `<w:sdt><w:sdtPr>${alias === undefined ? '' : `<w:alias w:val="${alias}"/>`}<w:tag w:val="${tag}"/></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`
const STYLES = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
  <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
  <w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style></w:styles>`
const found = (body: string, styles: string | undefined = STYLES) =>
  discoverTemplates(zipDocx({ 'word/document.xml': documentOf(body), 'word/styles.xml': styles }))

describe('discoverTemplates', () => {
  it('finds a placeholder, called as the heading that it stands under in any language of Word', () => {
    expect(found(p('Anträge', 'berschrift1') + p('Here: {{Proposals}}') + p('Ende', 'Zitat'))).toEqual([
      {
        templateId: 'TPL_PROPOSALS',
        name: 'Anträge',
        placeholder: 'Proposals',
        evidence: [
          { kind: 'HEADING', part: 'word/document.xml', text: 'Anträge' },
          { kind: 'PLACEHOLDER', part: 'word/document.xml', text: 'Here: {{Proposals}}' },
        ],
      },
    ])
  })

  it('finds a content control by its tag, called as its title, with the placeholder inside', () => {
    expect(found(sdt('TPL_VOTE', p('{{VOTES}}'), 'Votes of the board'))).toEqual([
      {
        templateId: 'TPL_VOTE',
        name: 'Votes of the board',
        placeholder: 'VOTES',
        evidence: [
          { kind: 'CONTENT_CONTROL', part: 'word/document.xml', text: 'TPL_VOTE Votes of the board' },
          { kind: 'PLACEHOLDER', part: 'word/document.xml', text: '{{VOTES}}' },
        ],
      },
    ])
  })

  it('takes no control of another purpose, no field and not the body for a template', () => {
    expect(found(sdt('Author', p('{{TITLE}}')) + p('{{BODY}}') + p('plain TPL_TEXT'))).toEqual([])
  })

  it('names each once, in the order of the document', () => {
    const ids = found(p('{{B}} and {{A}}') + p('{{B}}')).map(({ templateId }) => templateId)
    expect(ids).toEqual(['TPL_B', 'TPL_A'])
  })

  it('finds nothing in the sample skeleton, whose placeholders are all fields', () => {
    const sample = readFileSync(new URL('../../../../dev/skeleton/minutes.docx', import.meta.url))
    expect(discoverTemplates(new Uint8Array(sample))).toEqual([])
  })

  it('refuses what is no Word document', () => {
    expect(() => discoverTemplates(Buffer.from('PK'))).toThrow('no DOCX')
    expect(() => discoverTemplates(zipDocx({ 'word/document.xml': '<w:other/>' }))).toThrow('no w:body')
    expect(() => discoverTemplates(zipDocx({ 'word/document.xml': undefined }))).toThrow('no w:body')
  })

  it('refuses what is nested so deep that reading it would take for ever', () => {
    const deep = '<w:tbl>'.repeat(50_000) + p('{{DEEP}}') + '</w:tbl>'.repeat(50_000)
    expect(() => found(deep)).toThrow('nested deeper')
  })
})
