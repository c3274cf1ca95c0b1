// Where in its document a session's blocks may go: what its pinned maps name.
import type { SessionResource } from '#contracts/session.ts'

export function targetsOf({ pinned }: Pick<SessionResource, 'pinned'>): string[] {
  const named = [...Object.values(pinned.zone_map), ...Object.values(pinned.table_map)]
  return [...new Set(named.filter(name => typeof name === 'string'))].sort()
}
