// Word documents for tests: a good one as Word would write it, and archives of whatever parts a test wants.
import { AlignmentType, Document, Footer, Header, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate'

/** Made by the `docx` package, with a header, a footer and, through a part of its own, tables that have ids. */
export async function makeDocx(options: { placeholders?: string[]; tables?: string[] } = {}): Promise<Uint8Array> {
  const { placeholders = ['TITLE', 'BODY'], tables = [] } = options
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] })
  const document = new Document({
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph('{{SESSION_ID}}')] }) },
        footers: { default: new Footer({ children: [new Paragraph('{{VERSION}}')] }) },
        children: [
          ...placeholders.map(
            name =>
              new Paragraph({
                alignment: AlignmentType.START,
                // As Word splits them: by spelling, by formatting, by nothing at all.
                children: [
                  new TextRun('{'),
                  new TextRun({ text: `{${name.slice(0, 1)}`, bold: true }),
                  new TextRun(`${name.slice(1)}}}`),
                ],
              }),
          ),
          ...tables.map(id => new Table({ rows: [new TableRow({ children: [cell(`caption ${id}`), cell('b')] })] })),
        ],
      },
    ],
  })
  const parts: Zippable = unzipSync(new Uint8Array(await Packer.toBuffer(document)))
  let xml = Buffer.from(parts['word/document.xml'] as Uint8Array).toString()
  for (const id of tables) xml = xml.replace('<w:tblPr>', `<w:tblPr ><w:tblCaption w:val="${id}"/>`)
  return zipSync({ ...parts, 'word/document.xml': strToU8(xml) }, { level: 6 })
}

export const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>`

export const documentOf = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`

export const relationshipsOf = (relationship: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relationship}</Relationships>`

/** The least that is a document, with other parts beside it or instead of its own; undefined leaves one out. */
export function zipDocx(parts: Record<string, string | Uint8Array | undefined> = {}): Uint8Array {
  const all = {
    '[Content_Types].xml': CONTENT_TYPES,
    'word/document.xml': documentOf('<w:p><w:r><w:t>{{BODY}}</w:t></w:r></w:p>'),
    ...parts,
  }
  const given = Object.entries(all).filter(([, content]) => content !== undefined)
  return zipSync(
    Object.fromEntries(
      given.map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ) as Zippable,
    // The same parts, the same bytes, whatever the clock says.
    { mtime: '2026-01-01T00:00:00Z' },
  )
}
