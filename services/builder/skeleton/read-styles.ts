// The styles of a skeleton by the names that people see.
import type { StyleUse } from '#contracts/skeleton.ts'
import { type Parts, partText } from './open-skeleton.ts'
import { allOf, attributeOf, childrenOf, parseXml } from './parse-xml.ts'

const STYLES_PART = 'word/styles.xml'

/** Style ids by use; a use that is not mapped, or to a style that the skeleton lacks, is not in it, and is Normal. */
export type StyleIds = Readonly<Partial<Record<StyleUse, string>>>

export function readStyles(parts: Parts, styleMap: Readonly<Record<string, string>>): StyleIds {
  const xml = partText(parts, STYLES_PART)
  if (xml === undefined) return {}
  const ids = new Map<string, string>()
  for (const style of allOf(parseXml(xml, STYLES_PART), 'style')) {
    const id = attributeOf(style, 'styleId')
    const type = attributeOf(style, 'type')
    const name = attributeOf(childrenOf(style, 'name')[0])
    // Word keeps its own styles in lower case ("heading 3") and shows them with a capital.
    if (id !== undefined && name !== undefined) ids.set(`${type}:${name.toLowerCase()}`, id)
  }
  const found = Object.entries(styleMap).flatMap(([use, name]) => {
    const id = ids.get(`${use === 'TABLE' ? 'table' : 'paragraph'}:${name.toLowerCase()}`)
    return id === undefined ? [] : [[use, id] as const]
  })
  return Object.fromEntries(found)
}
