// What of a draft leads nowhere in the skeleton that it names, and what of the skeleton nothing leads to.
import type { Ground } from './load-ground.ts'
import type { MappingDraft } from './mapping-draft.ts'
import { kindOf } from './places-of.ts'

export interface LooseEnds {
  /** Templates that INGEST found or core named, and that go nowhere: their blocks are plain text of the body. */
  unmapped: string[]
  /** Placeholders that would stand in the document as they are: a version that leaves one is refused. */
  empty: string[]
  /** Templates whose place the skeleton does not have, or that is a field. */
  danglingZones: string[]
  danglingTables: string[]
  /** Uses whose style the skeleton does not have: they are written as Normal. */
  missingStyles: string[]
  /** Tables that no intent fills. */
  unfilled: string[]
}

/** Of a skeleton that is not ACTIVE nothing is known, so nothing is loose. */
export function looseEnds(draft: MappingDraft, { skeleton, structure, templates }: Ground): LooseEnds {
  const mapped = draft.zones.filter(({ to }) => to !== '')
  const taken = new Set(mapped.map(({ to }) => to))
  const going = new Set(mapped.map(({ name }) => name))
  const unmapped = templates.filter(one => !going.has(one.template_id) && (one.discovered || one.seen !== null))
  const ends = { unmapped: unmapped.map(one => one.template_id), empty: [], unfilled: [], missingStyles: [] }
  if (skeleton?.status !== 'ACTIVE') return { ...ends, danglingZones: [], danglingTables: [] }
  const placeholders = new Set(skeleton.placeholders)
  const tables = new Set(skeleton.tables)
  const filled = new Set(draft.tables.map(({ to }) => to))
  return {
    ...ends,
    empty: skeleton.placeholders.filter(name => kindOf(name) === 'ZONE' && !taken.has(name)),
    danglingZones: mapped.filter(({ to }) => !placeholders.has(to) || kindOf(to) === 'FIELD').map(({ name }) => name),
    danglingTables: draft.tables.filter(({ to }) => to !== '' && !tables.has(to)).map(({ name }) => name),
    missingStyles: missing(draft, structure?.styles ?? null),
    unfilled: skeleton.tables.filter(id => !filled.has(id)),
  }
}

type Styles = NonNullable<NonNullable<Ground['structure']>['styles']>

/** Word shows names of its own styles with a capital and keeps them without. */
function missing({ styles }: MappingDraft, known: Styles | null): string[] {
  if (known === null) return []
  const names = new Set(known.map(({ type, name }) => `${type}:${name.toLowerCase()}`))
  return styles
    .filter(({ name, to }) => to !== '' && !names.has(`${styleTypeOf(name)}:${to.toLowerCase()}`))
    .map(({ name }) => name)
}

/** The builder looks for a style of that type alone. */
export const styleTypeOf = (use: string) => (use === 'TABLE' ? 'table' : 'paragraph')
