// What a person is about to hand in as the next version of the configuration, in the order in which its rows stand on the page.
import type { ConfigResource, SessionConfigRequest } from '#contracts/session-config.ts'
import { STYLE_USES } from '#contracts/skeleton.ts'

export interface MappingDraft {
  /** The newest version when it was begun, 0 for none: what the change is made from. */
  base: number
  adapterId: string
  /** Empty: none. */
  skeletonId: string
  /** template_id → placeholder. */
  zones: DraftRow[]
  /** intent_id → id of a table. */
  tables: DraftRow[]
  /** Use → name of a style. */
  styles: DraftRow[]
  channels: { platform: string; account: string }[]
}

export interface DraftRow {
  name: string
  /** Empty: nothing. */
  to: string
  /** Its name is still being typed. */
  typed?: boolean
}

export type Configured = Pick<
  ConfigResource,
  'adapter_id' | 'style_map' | 'zone_map' | 'table_map' | 'default_skeleton_id' | 'default_channels'
>

/** @param config what the form is filled with; undefined: a tenant's first */
export function draftOf(config: Configured | undefined, base: number): MappingDraft {
  const styles = config?.style_map ?? {}
  const uses = [...new Set<string>([...STYLE_USES, ...Object.keys(styles)])]
  return {
    base,
    adapterId: config?.adapter_id ?? '',
    skeletonId: config?.default_skeleton_id ?? '',
    zones: rowsOf(config?.zone_map),
    tables: rowsOf(config?.table_map),
    styles: uses.map(name => ({ name, to: (Object.hasOwn(styles, name) && styles[name]) || '' })),
    channels: config?.default_channels ?? [],
  }
}

/** @returns what is handed in; what it says twice and differently is named in `twice` */
export function requestOf(draft: MappingDraft): {
  body: Record<keyof SessionConfigRequest, unknown>
  twice: { pointer: string; name: string }[]
} {
  const twice = [...twiceIn('/zone_map', draft.zones), ...twiceIn('/table_map', draft.tables)]
  const body = {
    adapter_id: draft.adapterId,
    style_map: mapOf(draft.styles),
    zone_map: mapOf(draft.zones),
    table_map: mapOf(draft.tables),
    default_skeleton_id: draft.skeletonId === '' ? null : draft.skeletonId,
    default_channels: draft.channels.length === 0 ? null : draft.channels,
  }
  return { body, twice }
}

const rowsOf = (map: Record<string, string> | undefined): DraftRow[] =>
  Object.entries(map ?? {}).map(([name, to]) => ({ name, to }))

const mapOf = (rows: readonly DraftRow[]) =>
  Object.fromEntries(rows.filter(({ to }) => to !== '').map(({ name, to }) => [name, to]))

function twiceIn(pointer: string, rows: readonly DraftRow[]): { pointer: string; name: string }[] {
  const seen = new Map<string, string>()
  const found = new Set<string>()
  for (const { name, to } of rows.filter(row => row.to !== '')) {
    if (seen.has(name) && seen.get(name) !== to) found.add(name)
    seen.set(name, to)
  }
  return [...found].map(name => ({ pointer, name }))
}
