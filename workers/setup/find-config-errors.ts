// What is wrong with a session configuration, seen against its default skeleton.
import { BODY_PLACEHOLDER, isField } from '#contracts/skeleton.ts'
import type { SessionConfig, SetupError, SetupErrorCode, Skeleton } from '#domain/setup/setup.ts'

/** More of them tell nobody more. */
const MOST = 100

/** @param skeleton the one that the configuration names; undefined: it names none, or none that the tenant has */
export function findConfigErrors(
  config: Pick<SessionConfig, 'zoneMap' | 'tableMap' | 'defaultSkeletonId'>,
  skeleton: Pick<Skeleton, 'status' | 'placeholders' | 'tables'> | undefined,
): SetupError[] {
  const { defaultSkeletonId: id } = config
  const at = '/default_skeleton_id'
  if (id !== null && skeleton === undefined)
    return [error('UNKNOWN_SKELETON', at, `unknown skeleton: there is none of the id ${id}`)]
  if (skeleton !== undefined && skeleton.status !== 'ACTIVE')
    return [error('SKELETON_NOT_ACTIVE', at, `skeleton not active: ${id} is ${skeleton.status}`)]
  const { placeholders, tables } = skeleton ?? { placeholders: [], tables: [] }
  return [
    ...zoneErrors(config.zoneMap, placeholders),
    ...placeholderErrors(config.zoneMap, placeholders),
    ...tableErrors(config.tableMap, tables),
  ].slice(0, MOST)
}

function zoneErrors(zoneMap: Record<string, string>, placeholders: readonly string[]): SetupError[] {
  const known = new Set(placeholders)
  return Object.entries(zoneMap).flatMap(([template, zone]) => {
    const pointer = `/zone_map/${escaped(template)}`
    if (!known.has(zone)) return [error('UNKNOWN_ZONE', pointer, `unknown zone: the skeleton has no {{${zone}}}`)]
    if (isField(zone)) return [error('UNKNOWN_ZONE', pointer, `unknown zone: ${zone} is a field, no place for blocks`)]
    return []
  })
}

/** Nothing would ever be put there, and it would stand in the document as it is. */
function placeholderErrors(zoneMap: Record<string, string>, placeholders: readonly string[]): SetupError[] {
  const targets = new Set(Object.values(zoneMap))
  return placeholders
    .filter(name => !isField(name) && name !== BODY_PLACEHOLDER && !targets.has(name))
    .map(name =>
      error(
        'UNKNOWN_PLACEHOLDER',
        '/zone_map',
        `unknown placeholder: {{${name}}} of the skeleton is neither well-known nor the target of a zone`,
      ),
    )
}

function tableErrors(tableMap: Record<string, string>, tables: readonly string[]): SetupError[] {
  const known = new Set(tables)
  return Object.entries(tableMap)
    .filter(([, table]) => !known.has(table))
    .map(([intent, table]) =>
      error(
        'DANGLING_TABLE_ID',
        `/table_map/${escaped(intent)}`,
        `dangling table id: no table of the skeleton is titled ${table}`,
      ),
    )
}

const error = (code: SetupErrorCode, pointer: string, detail: string): SetupError => ({ code, pointer, detail })

/** RFC 6901. */
const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
