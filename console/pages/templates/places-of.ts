// Where in a skeleton its placeholders stand, in the words of whoever reads it: under which heading, in the header, in a table.
import { BODY_PLACEHOLDER, isField, PLACEHOLDER } from '#contracts/skeleton.ts'
import type { OutlineItem, StructureResource } from '#contracts/skeleton-structure.ts'

export interface Place {
  name: string
  /** Such as `Section 4`, `Header`. */
  where: string
  /** FIELD: one value of the session's, no place for blocks. BODY: what has no other place goes there as well. */
  kind: 'ZONE' | 'BODY' | 'FIELD'
}

const ELSEWHERE = 'Elsewhere in the document'

/** @returns each once, where it stands first, in the order of the document */
export function placesOf(structure: Pick<StructureResource, 'outline' | 'placeholders'> | undefined): Place[] {
  const found = new Map<string, string>()
  let heading = 'Start of the document'
  for (const item of structure?.outline ?? []) {
    if (item.kind === 'heading') heading = withoutPlaceholders(item.text) || heading
    for (const name of item.placeholders) if (!found.has(name)) found.set(name, whereOf(item, heading))
  }
  for (const name of structure?.placeholders ?? []) if (!found.has(name)) found.set(name, ELSEWHERE)
  return [...found].map(([name, where]) => ({ name, where, kind: kindOf(name) }))
}

export function kindOf(name: string): Place['kind'] {
  if (isField(name)) return 'FIELD'
  return name === BODY_PLACEHOLDER ? 'BODY' : 'ZONE'
}

function whereOf(item: OutlineItem, heading: string): string {
  if (item.kind === 'header') return 'Header'
  if (item.kind === 'footer') return 'Footer'
  if (item.kind === 'table') return `${heading} › ${item.id === null ? 'a table' : `table ${item.id}`}`
  return heading
}

const withoutPlaceholders = (text: string) => text.replaceAll(PLACEHOLDER, '').replace(/\s+/g, ' ').trim()
