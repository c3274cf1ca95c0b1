// What somebody else handed in meanwhile, taken into a draft: theirs where the draft left things as they were, else the draft's own.
import { type Configured, type DraftRow, draftOf, type MappingDraft, requestOf } from './mapping-draft.ts'

/**
 * @param base what the draft was made from; undefined: there was none
 * @param theirs the newest version, and its number
 */
export function mergeDraft(
  draft: MappingDraft,
  base: Configured | undefined,
  theirs: Configured & { version: number },
): MappingDraft {
  const mine = requestOf(draft).body as unknown as Configured
  const one = <K extends keyof Configured>(key: K): Configured[K] =>
    same(mine[key], base?.[key] ?? null) ? theirs[key] : mine[key]
  const map = (key: 'zone_map' | 'table_map' | 'style_map') => merged(base?.[key] ?? {}, theirs[key], mine[key])
  const config: Configured = {
    adapter_id: one('adapter_id'),
    default_skeleton_id: one('default_skeleton_id'),
    default_channels: one('default_channels'),
    ...{ zone_map: map('zone_map'), table_map: map('table_map'), style_map: map('style_map') },
  }
  const result = draftOf(config, theirs.version)
  return { ...result, zones: inOrderOf(draft.zones, result.zones), tables: inOrderOf(draft.tables, result.tables) }
}

type Entries = Readonly<Record<string, string>>

function merged(base: Entries, theirs: Entries, mine: Entries): Record<string, string> {
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)])
  const at = (map: Entries, name: string) => (Object.hasOwn(map, name) ? map[name] : undefined)
  return Object.fromEntries(
    [...names].flatMap(name => {
      const to = at(mine, name) === at(base, name) ? at(theirs, name) : at(mine, name)
      return to === undefined ? [] : [[name, to] as const]
    }),
  )
}

/** Rows stay where the person saw them. */
function inOrderOf(seen: readonly DraftRow[], rows: readonly DraftRow[]): DraftRow[] {
  const targets = new Map(rows.map(({ name, to }) => [name, to]))
  const names = new Set([...seen.map(({ name }) => name), ...targets.keys()])
  return [...names].filter(name => name !== '').map(name => ({ name, to: targets.get(name) ?? '' }))
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
