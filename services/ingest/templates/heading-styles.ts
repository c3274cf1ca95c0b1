// Which styles of a document are headings: their ids are in the language of whoever wrote it, their names are not.
import { Parser } from 'htmlparser2'

/** @param styles `word/styles.xml`. @returns the ids of styles that Word calls "heading 1" to "heading 9", or "Title" */
export function headingStyles(styles: string): ReadonlySet<string> {
  const ids = new Set<string>()
  let id = ''
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'w:style') id = attributes['w:styleId'] ?? ''
        else if (name === 'w:name' && /^(heading [1-9]|title)$/i.test(attributes['w:val'] ?? '')) ids.add(id)
      },
    },
    { xmlMode: true },
  )
  parser.end(styles)
  return ids
}
