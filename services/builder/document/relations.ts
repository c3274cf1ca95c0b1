// What the body of a document points to: addresses of links, and pictures (ECMA-376, part 2, 9.3).
import { type Parts, partText } from '../skeleton/open-skeleton.ts'
import { xmlText } from './xml-text.ts'

const RELATIONS_PART = 'word/_rels/document.xml.rels'
const CONTENT_TYPES_PART = '[Content_Types].xml'
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const EMPTY =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'

export interface Relations {
  /** The id for `r:id`; the same address has one. */
  link(url: string): string
  /** The id for `r:embed`; `target` is relative to `word/`. */
  picture(target: string): string
  /** The parts with these relations, and with the media types of pictures. */
  addTo(parts: Parts): Parts
}

export function createRelations(): Relations {
  const rows = new Map<string, string>()
  const relate = (kind: string, target: string, mode: string): string => {
    const place = `Type="${TYPES}/${kind}" Target="${xmlText(target)}"${mode}`
    const id = rows.get(place) ?? `rIdSession${rows.size + 1}`
    rows.set(place, id)
    return id
  }
  return {
    link: url => relate('hyperlink', url, ' TargetMode="External"'),
    picture: target => relate('image', target, ''),
    addTo(parts) {
      const own = [...rows].map(([place, id]) => `<Relationship Id="${id}" ${place}/>`).join('')
      const relations = (partText(parts, RELATIONS_PART) ?? EMPTY)
        .replace(/<Relationships([^>]*)\/>/, '<Relationships$1></Relationships>')
        .replace('</Relationships>', () => `${own}</Relationships>`)
      const encoder = new TextEncoder()
      return new Map([
        ...parts,
        [RELATIONS_PART, encoder.encode(relations)],
        [CONTENT_TYPES_PART, encoder.encode(withMediaTypes(partText(parts, CONTENT_TYPES_PART) ?? ''))],
      ])
    },
  }
}

function withMediaTypes(contentTypes: string): string {
  const missing = ['png', 'jpeg'].filter(extension => !contentTypes.includes(`Extension="${extension}"`))
  const rows = missing.map(extension => `<Default Extension="${extension}" ContentType="image/${extension}"/>`).join('')
  return contentTypes.replace(/<Types[^>]*>/, types => types + rows)
}
