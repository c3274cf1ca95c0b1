// Goes through the text of a Word document in its order, and tells of paragraphs and content controls.
import { Parser } from 'htmlparser2'
import { DocxUnreadable } from './open-docx.ts'

export interface DocumentWalk {
  /** A content control (`w:sdt`) begins; what is told until it ends is inside. */
  controlBegins(control: { tag: string; alias: string }): void
  controlEnds(): void
  /** With its runs joined, as Word splits them anywhere. */
  paragraph(paragraph: { text: string; isHeading: boolean }): void
}

interface Paragraph {
  text: string
  isHeading: boolean
}

/** Tables in tables in text boxes stay far below; readers of XML take ever longer with the depth. */
const MAX_DEPTH = 200

/** @param headings ids of styles. @throws DocxUnreadable for what is nested too deep */
export function walkDocument(xml: string, headings: ReadonlySet<string>, walk: DocumentWalk): void {
  // A text box stands inside a paragraph and has paragraphs of its own.
  const paragraphs: Paragraph[] = []
  const controls: { tag: string; alias: string }[] = []
  let inText = false
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1
        if (depth > MAX_DEPTH) throw new DocxUnreadable(`its elements are nested deeper than ${MAX_DEPTH} levels`)
        const paragraph = paragraphs.at(-1)
        const control = controls.at(-1)
        const value = attributes['w:val'] ?? ''
        inText = name === 'w:t'
        if (name === 'w:p') paragraphs.push({ text: '', isHeading: false })
        else if (name === 'w:sdt') controls.push({ tag: '', alias: '' })
        else if (name === 'w:tag' && control) control.tag = value
        else if (name === 'w:alias' && control) control.alias = value
        else if (name === 'w:sdtContent' && control) walk.controlBegins(control)
        else if (name === 'w:pStyle' && paragraph) paragraph.isHeading ||= headings.has(value)
        // Levels 0 to 8 are in the outline; 9 is text.
        else if (name === 'w:outlineLvl' && paragraph) paragraph.isHeading ||= value < '9'
        else if ((name === 'w:tab' || name === 'w:br') && paragraph) paragraph.text += ' '
      },
      ontext(text) {
        const paragraph = paragraphs.at(-1)
        if (inText && paragraph) paragraph.text += text
      },
      onclosetag(name) {
        inText = false
        depth -= 1
        if (name === 'w:p') {
          const { text = '', isHeading = false } = paragraphs.pop() ?? {}
          walk.paragraph({ text: text.replaceAll(/\s+/g, ' ').trim(), isHeading })
        } else if (name === 'w:sdtContent') walk.controlEnds()
        else if (name === 'w:sdt') controls.pop()
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
}
