// Entries of a reader's trails, newest first, by who did what to what and when. However big the trail, a page costs a bounded look.
import type { AuditFilter, FoundEntry, SubjectKind } from '#domain/ports/audit-reader.ts'
import type { Page, Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'
import { ENTRY_JSON } from './entry-json.ts'

/** Entries looked at for one page; the cursor then goes on from there, whether any of them was asked for or not. */
const MOST_LOOKED_AT = 10_000

/** The cursor is the place of the last entry that was looked at; the caller makes it opaque. */
export function auditSearch(read: Read) {
  return async (
    reader: Reader,
    filter: AuditFilter,
    page: { limit: number; cursor?: string },
  ): Promise<Page<FoundEntry>> => {
    const { text, parameters } = statement(reader, filter, page)
    const rows = await read<Row>(reader, text, parameters)
    const found = rows.flatMap(({ entry, kind, place }) => (entry === null ? [] : [{ ...entry, kind, place }]))
    const items = found.slice(0, page.limit).map(({ place: _, kind, ...entry }) => ({ ...entry, subjectKind: kind }))
    const next =
      found.length > page.limit ? found[page.limit - 1]?.place : rows.find(({ entry }) => entry === null)?.place
    return next === undefined ? { items } : { items, next }
  }
}

interface Row {
  /** Null: where the look ended. */
  entry: Omit<FoundEntry, 'subjectKind'> | null
  kind: SubjectKind
  place: string
}

function statement(reader: Reader, filter: AuditFilter, { limit, cursor }: { limit: number; cursor?: string }) {
  const parameters: unknown[] = [limit + 1]
  const value = (given: unknown) => `$${parameters.push(given)}`
  // One tenant's entries have an index by time; of all together there is one by the transaction that wrote them.
  const isByTime = !('ops' in reader) || filter.subject !== undefined
  const order = isByTime ? 'at' : 'tx'
  const type = isByTime ? 'timestamptz' : 'xid8'
  const bounds = [
    filter.subject && `l.subject_id = ${value(filter.subject)}::uuid`,
    filter.since && `l.at >= ${value(filter.since.toISOString())}::text::timestamptz`,
    filter.until && `l.at < ${value(filter.until.toISOString())}::text::timestamptz`,
  ].filter(Boolean)
  const wanted = [
    filter.actor && `s.actor_sub = ${value(filter.actor)}::text`,
    filter.action && actionIs(filter.action, value),
    filter.subjectKind && kindIs(filter.subjectKind, value),
  ].filter(Boolean)
  if (cursor !== undefined) {
    const [at, subject, seq] = cursor.split(' ')
    const from = `${value(at)}::text::${type}`
    bounds.push(`l.${order} <= ${from}`)
    bounds.push(
      `(l.${order}, l.subject_id, l.seq) < (${from}, ${value(subject)}::text::uuid, ${value(seq)}::text::int)`,
    )
  }
  const looked = `
    SELECT l.at, l.tx, l.subject_id, l.seq, l.actor_sub, l.action
    FROM audit_log l
    ${where(bounds)}
    ORDER BY l.${order} DESC, l.subject_id DESC, l.seq DESC`
  return { parameters, text: search({ looked, wanted: where(wanted), order }) }
}

const where = (conditions: unknown[]) => (conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`)

function search({ looked, wanted, order }: { looked: string; wanted: string; order: 'at' | 'tx' }): string {
  return `
WITH found AS MATERIALIZED (
  SELECT s.${order} AS place, s.subject_id, s.seq
  FROM (${looked} LIMIT ${MOST_LOOKED_AT}) s
  ${wanted}
  ORDER BY s.${order} DESC, s.subject_id DESC, s.seq DESC
  LIMIT $1::int
)
SELECT f.entry, f.kind, f.place FROM (
  SELECT ${ENTRY_JSON} AS entry, ${KIND} AS kind, ${placeOf('f.place', order)} AS place, f.place AS rank, f.subject_id, f.seq
  FROM found f
  JOIN audit_log l ON l.subject_id = f.subject_id AND l.seq = f.seq
  ORDER BY rank DESC, f.subject_id DESC, f.seq DESC
) f
UNION ALL
SELECT NULL, NULL, ${placeOf(`f.${order}`, order)}
FROM (${looked} OFFSET ${MOST_LOOKED_AT - 1} LIMIT 1) f
WHERE (SELECT count(*) FROM found) < $1::int`
}

// Times are written with milliseconds, so that the text of a cursor compares exactly.
function placeOf(column: string, order: 'at' | 'tx'): string {
  const place =
    order === 'at' ? `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : `${column}::text`
  return `${place} || ' ' || f.subject_id || ' ' || f.seq`
}

function actionIs(action: string, value: (given: unknown) => string): string {
  return action.endsWith('.') ? `starts_with(s.action, ${value(action)}::text)` : `s.action = ${value(action)}::text`
}

const TABLES = { campaign: 'campaigns', action: 'governance.actions_ledger', session: 'sessions' } as const

function kindIs(kind: SubjectKind, value: (given: unknown) => string): string {
  if (kind in TABLES) return `EXISTS (SELECT 1 FROM ${TABLES[kind as keyof typeof TABLES]} c WHERE c.id = s.subject_id)`
  return `EXISTS (SELECT 1 FROM trails t WHERE t.id = s.subject_id AND t.kind = ${value(kind)}::text)`
}

const KIND = `coalesce(
    (SELECT t.kind FROM trails t WHERE t.id = f.subject_id),
    ${Object.entries(TABLES)
      .map(([kind, table]) => `(SELECT '${kind}' FROM ${table} c WHERE c.id = f.subject_id)`)
      .join(',\n    ')})`
