// Skeletons as people make them: placeholders split over runs, in cells, headers and among other text; tables with and without samples.
import { Document, Footer, Header, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { BuildSession } from '#contracts/upstream/builder.ts'
import { makeSkeleton } from '#dev/skeleton/make-skeleton.ts'
import { builder, sampleStore } from '../read-document.ts'
import { block, said, sampleSession, sampleSkeleton, TALLY } from '../sample-session.ts'

type Child = Paragraph | Table

async function skeletonOf(children: readonly Child[], more: object = {}): Promise<Uint8Array> {
  return Packer.toBuffer(new Document({ sections: [{ ...more, children }] }))
}

async function built(skeleton: Uint8Array, change: Partial<BuildSession> = {}) {
  const session = sampleSession({ gaps: [], blocks: [said(1, 'Ada', 'Hello.')], ...change })
  return builder(sampleStore(skeleton)).build(session)
}

/** The body's XML changed by hand, as no library would write it. */
function rewritten(docx: Uint8Array, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(docx)
  const body = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
  return zipSync({ ...parts, 'word/document.xml': strToU8(change(body)) })
}

const text = (value: string) => new Paragraph(value)
const row = (...cells: string[]) =>
  new TableRow({ children: cells.map(cell => new TableCell({ children: [text(cell)] })) })

describe('zones', () => {
  it('are found when their placeholder is split over runs, and each gets its own blocks', async () => {
    const split = new Paragraph({
      children: ['{', '{Body:Sec', 'tion_4', '}}'].map(part => new TextRun({ text: part, bold: part === '{' })),
    })
    const skeleton = await skeletonOf([text('Head'), split, text('Middle'), text('{{BODY}}'), text('End')])
    const blocks = [
      said(1, 'Ada', 'to body'),
      said(2, 'Ada', 'to section', { target_placeholder: 'Body:Section_4' }),
      said(3, 'Ada', 'to body again'),
    ]
    expect((await built(skeleton, { blocks })).text.split('\n')).toEqual([
      ...['Head', 'Ada · 10:00', 'to section', 'Middle'],
      ...['Ada · 10:00', 'to body', 'to body again', 'End'],
    ])
  })

  it('follow a paragraph that says more than their placeholder, which is taken out of it', async () => {
    const skeleton = await skeletonOf([text('Said: {{BODY}} (by {{SPEAKERS}})'), text('End')])
    expect((await built(skeleton)).text).toBe('Said:  (by Ada)\nAda · 10:00\nHello.\nEnd')
  })

  it('may be a cell, which never ends without a paragraph', async () => {
    const table = new Table({ rows: [row('{{BODY}}', '{{EMPTY}}')] })
    const { part, text: read } = await built(await skeletonOf([table, text('End')]), {
      blocks: [block(1, { type: 'TABLE', data: TALLY })],
    })
    expect(read).toContain('Carried\nBudget 2026')
    for (const cell of part('word/document.xml').split('</w:tc>').slice(0, -1))
      expect(cell).toMatch(/(<\/w:p>|<w:p\/>)$/)
  })

  it('are at the end of the document when it has no BODY, and before its last section’s properties', async () => {
    const { part, text: read } = await built(await skeletonOf([text('{{TITLE}}'), text('Signed')]))
    expect(read).toBe('Board meeting\nSigned\nAda · 10:00\nHello.')
    expect(part('word/document.xml')).toMatch(/Hello\.<\/w:t><\/w:r><\/w:p><w:sectPr/)
  })

  it('that no block goes to leave no placeholder, in headers either', async () => {
    const header = new Header({ children: [text('{{SESSION_ID}} {{BODY}} {{OTHER}}')] })
    const footer = new Footer({ children: [text('{{TITLE}}')] })
    const skeleton = await skeletonOf([text('{{BODY}}'), text('{{OTHER}}')], {
      headers: { default: header },
      footers: { default: footer },
    })
    const document = await built(skeleton)
    const all = ['document', 'header1', 'footer1'].map(name => document.part(`word/${name}.xml`)).join()
    expect(all).not.toMatch(/\{\{|w:slot/)
    expect(document.part('word/footer1.xml')).toContain('Board meeting')
  })

  it('are not taken from markers that a skeleton came with', async () => {
    const skeleton = rewritten(await skeletonOf([text('{{BODY}}')]), xml =>
      xml.replace('<w:body>', '<w:body><w:slot w:n="0"/>'),
    )
    expect((await built(skeleton)).text).toBe('Ada · 10:00\nHello.')
  })
})

describe('tables', () => {
  const captioned = async (table: Table) =>
    rewritten(await skeletonOf([table, text('{{BODY}}')]), xml =>
      xml.replace('</w:tblPr>', '<w:tblCaption w:val="TBL_VOTES"/></w:tblPr>'),
    )
  const rows = [
    ['A & B', 'for'],
    ['C', 'against'],
  ]
  const blocks = rows.map((cells, n) =>
    block(
      n + 1,
      { type: 'TABLE', data: { intent_id: 'vote', columns: [], rows: [cells] } },
      { target_placeholder: 'TBL_VOTES' },
    ),
  )

  it('get a row for each row of every block, in the format of the sample row', async () => {
    const bold = new TableCell({
      children: [new Paragraph({ children: [new TextRun({ text: 'sample', bold: true })] })],
    })
    const sample = new TableRow({ children: [bold, new TableCell({ children: [text('x')] })] })
    const header = new TableRow({ children: row('Motion', 'Vote').cells as TableCell[], tableHeader: true })
    const { html, part } = await built(await captioned(new Table({ rows: [header, sample, row('old', 'old')] })), {
      blocks,
    })
    expect(html).toContain('<strong>A &amp; B</strong>')
    expect(html).not.toMatch(/sample|old/)
    expect(part('word/document.xml').match(/<w:tr>|<w:tr /g)).toHaveLength(3)
    expect(part('word/document.xml').match(/<w:tblHeader/g)).toHaveLength(1)
  })

  it('without a sample row take the header’s form, but are no headers', async () => {
    const shaded = new TableCell({
      shading: { fill: '112233' },
      children: [new Paragraph({ children: [new TextRun({ text: 'Motion', bold: true })] })],
    })
    const header = new TableRow({ children: [shaded, new TableCell({ children: [text('Vote')] })], tableHeader: true })
    const { part, text: read } = await built(await captioned(new Table({ rows: [header] })), { blocks })
    expect(read).toContain('Motion\nVote\nA & B\nfor\nC\nagainst')
    expect(part('word/document.xml').match(/<w:tblHeader|<w:shd|<w:b\/>/g)).toHaveLength(3)
  })

  it('without rows keep one to write in', async () => {
    const { part } = await built(await captioned(new Table({ rows: [row('Motion', 'Vote'), row('sample', 'x')] })))
    expect(part('word/document.xml').match(/<w:tr>|<w:tr /g)).toHaveLength(2)
    expect(part('word/document.xml')).not.toContain('sample')
  })
})

it.each([
  ['is no XML', (_: string) => '<w:document'],
  ['has no body', (xml: string) => xml.replaceAll('w:body', 'w:bodies')],
])('a skeleton whose document %s is answered with 422', async (_, change) => {
  const skeleton = rewritten(await skeletonOf([text('x')]), change)
  const answer = await builder(sampleStore(skeleton)).post('/build', sampleSession())
  expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'SKELETON_INVALID' }])
})

it('the sample skeleton in the repository is what its program makes', async () => {
  expect(Buffer.from(await makeSkeleton()).equals(sampleSkeleton())).toBe(true)
})
