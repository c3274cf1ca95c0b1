// A DOCX as HTML for a report: what it says and shows, and nothing that loads, links or runs.
import mammoth from 'mammoth'
import sanitize from 'sanitize-html'

/** The paragraph styles of the sample skeleton as classes, its headings below those of the report. */
const STYLE_MAP = [
  "p[style-name='Title'] => h3:fresh",
  "p[style-name='Heading 2'] => h4:fresh",
  "p[style-name='Heading 3'] => h5:fresh",
  ...['Speaker', 'Quote', 'Caption', 'Gap', 'Pending'].map(
    name => `p[style-name='${name}'] => p.${name.toLowerCase()}:fresh`,
  ),
]
const TABLE = ['table', 'thead', 'tbody', 'tr', 'th', 'td']
const PICTURE = /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=]+$/

export async function pageHtml(docx: Uint8Array): Promise<string> {
  const options = { styleMap: STYLE_MAP, externalFileAccess: false }
  return onlyAPage((await mammoth.convertToHtml({ buffer: Buffer.from(docx) }, options)).value)
}

/** Links become their words: those of a document are signed, and end. */
export function onlyAPage(html: string): string {
  return sanitize(html, {
    allowedTags: ['h3', 'h4', 'h5', 'p', 'strong', 'em', 'br', 'ul', 'ol', 'li', 'img', ...TABLE],
    allowedAttributes: { img: ['src', 'alt'], th: ['colspan', 'rowspan'], td: ['colspan', 'rowspan'] },
    allowedClasses: { p: ['speaker', 'quote', 'caption', 'gap', 'pending'] },
    allowedSchemes: [],
    allowedSchemesByTag: { img: ['data'] },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !PICTURE.test(attribs.src ?? ''),
  })
}
