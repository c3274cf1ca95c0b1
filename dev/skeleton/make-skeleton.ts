// Makes the sample skeleton, a template of minutes: `node dev/skeleton/make-skeleton.ts` writes `minutes.docx` beside this file.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

const INK = '1F3A5F'
const GREY = '5F6B7A'
const LINE = { style: BorderStyle.SINGLE, size: 4, color: 'C5CEDA' }
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const CELL = { top: 60, bottom: 60, left: 110, right: 110 }
/** A4 less its margins, in twentieths of a point. */
const TEXT_WIDTH = 9638
const MARGIN = 1134

/** The DOCX; the same bytes each time, so that the file in the repository changes only with this one. */
export async function makeSkeleton(): Promise<Uint8Array> {
  const document = new Document({
    creator: 'Mandate',
    title: 'Minutes',
    styles: { default: defaultStyles, paragraphStyles },
    sections: [
      {
        properties: { page: { margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } } },
        footers: { default: footer() },
        children: [
          new Paragraph({ text: '{{TITLE}}', heading: HeadingLevel.TITLE }),
          facts(),
          heading('Participants'),
          new Paragraph('{{SPEAKERS}}'),
          heading('Minutes'),
          new Paragraph('{{BODY}}'),
          heading('Votes'),
          list(['Topic', 'Name', 'Vote'], [46, 34, 20]),
          heading('Actions'),
          list(['Task', 'Owner', 'Due'], [56, 24, 20]),
          heading('Missing audio'),
          new Paragraph({ text: 'In minutes and seconds since the start.', style: 'Caption' }),
          new Paragraph({ text: '{{GAPS}}', style: 'Gap' }),
        ],
      },
    ],
  })
  return withTableIds(await Packer.toBuffer(document), [undefined, 'TBL_VOTES', 'TBL_ACTIONS'])
}

const defaultStyles = {
  document: { run: { font: 'Calibri', size: 22 }, paragraph: { spacing: { after: 120, line: 271 } } },
  title: { run: { size: 44, bold: true, color: INK }, paragraph: { spacing: { after: 200 } } },
  heading2: {
    run: { size: 28, bold: true, color: INK },
    paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
  },
  heading3: {
    run: { size: 22, bold: true, color: INK },
    paragraph: { spacing: { before: 220, after: 80 }, keepNext: true },
  },
}

const paragraphStyles = [
  style('Speaker', { bold: true, size: 18, color: GREY }, { spacing: { before: 80, after: 0 }, keepNext: true }),
  style('Quote', { italics: true, color: GREY }, { indent: { left: 360 } }),
  style('Caption', { italics: true, size: 18, color: GREY }, { spacing: { after: 200 } }),
  style('Gap', { color: '9A3412', size: 20 }, {}),
  style('Pending', { color: '92600A', size: 20 }, {}),
]

function style(name: string, run: object, paragraph: object) {
  return { id: name, name, basedOn: 'Normal', next: 'Normal', quickFormat: true, run, paragraph }
}

function heading(text: string): Paragraph {
  return new Paragraph({ text, heading: HeadingLevel.HEADING_2 })
}

/** When it was and by which clock. */
function facts(): Table {
  const rows = [
    ['Date', '{{DATE}}'],
    ['Time', '{{START_TIME}} – {{END_TIME}}'],
    ['Time zone', '{{TIMEZONE}}'],
  ] as const
  const borders = {
    top: LINE,
    bottom: LINE,
    left: NO_LINE,
    right: NO_LINE,
    insideHorizontal: LINE,
    insideVertical: NO_LINE,
  }
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widthsOf([22, 78]),
    borders,
    rows: rows.map(
      ([label, value]) =>
        new TableRow({
          children: [cell(label, 22, { bold: true, color: GREY }), cell(value, 78, {})],
          cantSplit: true,
        }),
    ),
  })
}

/** A table to be filled: its header, and one row that shows the format. */
function list(columns: readonly string[], percents: readonly number[]): Table {
  const header = columns.map((name, index) => cell(name, percents[index] ?? 0, { bold: true, color: 'FFFFFF' }, INK))
  const sample = columns.map((_, index) => cell('', percents[index] ?? 0, { size: 20 }))
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widthsOf(percents),
    borders: { top: LINE, bottom: LINE, left: LINE, right: LINE, insideHorizontal: LINE, insideVertical: LINE },
    rows: [
      new TableRow({ children: header, tableHeader: true, cantSplit: true }),
      new TableRow({ children: sample, cantSplit: true }),
    ],
  })
}

function cell(text: string, percent: number, run: object, fill?: string): TableCell {
  return new TableCell({
    width: { size: widthsOf([percent])[0] ?? 0, type: WidthType.DXA },
    margins: CELL,
    ...(fill !== undefined && { shading: { fill } }),
    children: [new Paragraph({ spacing: { after: 0 }, children: [new TextRun({ text, ...run })] })],
  })
}

function widthsOf(percents: readonly number[]): number[] {
  return percents.map(percent => Math.round((TEXT_WIDTH * percent) / 100))
}

function footer(): Footer {
  const page = [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES]
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ text: 'Session {{SESSION_ID}} · version {{VERSION}} · ', size: 16, color: GREY }),
          new TextRun({ children: page, size: 16, color: GREY }),
        ],
      }),
    ],
  })
}

/** The library knows no alt-text title of tables (`w:tblCaption`, last in `w:tblPr`), so it is put in afterwards; times are made plain. */
function withTableIds(docx: Uint8Array, ids: readonly (string | undefined)[]): Uint8Array {
  const parts = unzipSync(docx)
  let table = -1
  const body = textOf(parts, 'word/document.xml').replaceAll('</w:tblPr>', end => {
    table += 1
    const id = ids[table]
    return id === undefined ? end : `<w:tblCaption w:val="${id}"/>${end}`
  })
  const core = textOf(parts, 'docProps/core.xml').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-01-01T00:00:00Z')
  // The zip keeps local time: this one is the same everywhere.
  const options = { mtime: new Date(1980, 0, 1), level: 9 } as const
  return zipSync({ ...parts, 'word/document.xml': strToU8(body), 'docProps/core.xml': strToU8(core) }, options)
}

function textOf(parts: Readonly<Record<string, Uint8Array>>, name: string): string {
  return strFromU8(parts[name] ?? new Uint8Array())
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'minutes.docx'), await makeSkeleton())
