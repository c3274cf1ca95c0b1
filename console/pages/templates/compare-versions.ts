// What differs between two versions of a configuration, map by map.
import type { Configured } from './mapping-draft.ts'

export interface Difference {
  name: string
  /** Absent: it was not there. */
  before?: string
  /** Absent: it is not there any more. */
  after?: string
}

export const MAPS = [
  ['zone_map', 'Templates'],
  ['table_map', 'Intents'],
  ['style_map', 'Styles'],
] as const

export interface Differences {
  /** Adapter, default skeleton, default channels. */
  settings: Difference[]
  zone_map: Difference[]
  table_map: Difference[]
  style_map: Difference[]
}

/** @param a undefined: none as yet */
export function compareVersions(a: Configured | undefined, b: Configured): Differences {
  return {
    settings: differing(settingsOf(a), settingsOf(b)),
    zone_map: differing(a?.zone_map ?? {}, b.zone_map),
    table_map: differing(a?.table_map ?? {}, b.table_map),
    style_map: differing(a?.style_map ?? {}, b.style_map),
  }
}

export const countOf = (differences: Differences) => Object.values(differences).flat().length

function differing(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): Difference[] {
  const before = new Map(Object.entries(a))
  const after = new Map(Object.entries(b))
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(name => before.get(name) !== after.get(name))
    .sort()
    .map(name => {
      const [was, is] = [before.get(name), after.get(name)]
      return { name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }
    })
}

function settingsOf(config: Configured | undefined): Record<string, string> {
  if (config === undefined) return {}
  const channels = config.default_channels?.map(({ platform, account }) => `${platform} ${account}`).join(', ')
  return {
    Adapter: config.adapter_id,
    ...(config.default_skeleton_id === null ? {} : { 'Default skeleton': config.default_skeleton_id }),
    ...(channels === undefined ? {} : { 'Default channels': channels }),
  }
}
