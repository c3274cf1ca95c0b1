// What a document is made of, out of its parts: headers, the body in its order, footers, and the styles there are.
import { setImmediate as turn } from 'node:timers/promises'
import { SKELETON_PART } from '#contracts/skeleton.ts'
import type { OutlineItem, SkeletonStructure } from '#domain/setup/skeleton-structure.ts'
import { readOutline } from './read-outline.ts'
import { readStyles } from './read-styles.ts'

export const STYLES_PART = 'word/styles.xml'

const MOST_ITEMS = 1000
/** As JSON: a row of the ledger, and an answer of the API. */
const MOST_BYTES = 256 * 1024

/** @param parts well-formed XML by the name of the part */
export async function readStructure(
  parts: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<SkeletonStructure> {
  const { styles, headings, truncated } = readStyles(parts.get(STYLES_PART) ?? '')
  const structure: SkeletonStructure = { outline: [], styles, truncated }
  let bytes = JSON.stringify(styles).length
  const keep = (items: readonly OutlineItem[]) => {
    for (const item of items) {
      bytes += Buffer.byteLength(JSON.stringify(item))
      if (structure.outline.length === MOST_ITEMS || bytes > MOST_BYTES) {
        structure.truncated = true
        return
      }
      structure.outline.push(item)
    }
  }
  const names = [...parts.keys()]
    .filter(name => SKELETON_PART.test(name))
    .sort((a, b) => place(a) - place(b) || order(a, b))
  for (const name of names) {
    // Each is read in one go; in between others of this process go on.
    await turn(undefined, { signal })
    const read = readOutline(name, parts.get(name) ?? '', headings)
    keep(read.items)
    structure.truncated ||= read.truncated
  }
  return structure
}

function place(name: string): number {
  return name.startsWith('word/header') ? 0 : name.startsWith('word/footer') ? 2 : 1
}

const order = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })
