// The chains of all subjects in pages, by subject and seq, each page with its subjects' rows as of the same moment.
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'
import { ENTRY_JSON } from '../entry-json.ts'
import type { StoredEntry, SubjectRow } from './walk-chain.ts'

export interface AllEntriesPage {
  entries: StoredEntry[]
  /** By subject id. The last page that has entries of a subject has the row that belongs to its last entry. */
  subjects: Record<string, { row: SubjectRow | null; wasSeen: boolean; signedSeq: number | null }>
}

const PAGE_ENTRIES = 4000
const TIMEOUT_MS = 20_000

/**
 * @param sql of a role that sees all tenants
 * @param seen a pg_snapshot
 */
export async function* allEntries(sql: Sql, seen: string): AsyncGenerator<AllEntriesPage> {
  let next: Promise<AllEntriesPage> | undefined = readPage(sql, seen, undefined)
  while (next !== undefined) {
    const page: AllEntriesPage = await next
    // The next page is on its way while this one is recomputed.
    next = page.entries.length < PAGE_ENTRIES ? undefined : readPage(sql, seen, page.entries.at(-1))
    next?.catch(() => {}) // heard of when it is awaited
    if (page.entries.length > 0) yield page
  }
}

async function readPage(sql: Sql, seen: string, after: StoredEntry | undefined): Promise<AllEntriesPage> {
  const { subject = '00000000-0000-0000-0000-000000000000', seq = 0 } = after?.entry ?? {}
  const query = sql.unsafe<{ [K in keyof AllEntriesPage]: AllEntriesPage[K] | null }[]>(
    PAGE,
    [subject, seq, PAGE_ENTRIES, seen],
    { prepare: true },
  )
  const [page] = await deadline(query, TIMEOUT_MS, 'reading the trail')
  return { entries: page?.entries ?? [], subjects: page?.subjects ?? {} }
}

const PAGE = `
WITH page AS MATERIALIZED (
  SELECT * FROM audit_log WHERE (subject_id, seq) > ($1::uuid, $2::int) ORDER BY subject_id, seq LIMIT $3::int
),
newest AS (SELECT DISTINCT ON (subject_id) subject_id, tx FROM page ORDER BY subject_id, seq DESC),
subject AS (
  SELECT n.subject_id, pg_visible_in_snapshot(n.tx, $4::text::pg_snapshot) AS was_seen,
    coalesce(c.tenant_id, a.tenant_id) AS tenant, coalesce(c.audit_seq, a.audit_seq) AS seq,
    coalesce(c.audit_hash, a.audit_hash) AS hash,
    (SELECT max(h.seq) FROM audit_checkpoint_heads h WHERE h.subject_id = n.subject_id) AS signed_seq
  FROM newest n
  LEFT JOIN campaigns c ON c.id = n.subject_id
  LEFT JOIN governance.actions_ledger a ON a.id = n.subject_id
)
SELECT
  (SELECT json_agg(json_build_object('entry', ${ENTRY_JSON}, 'tenant', l.tenant_id) ORDER BY l.subject_id, l.seq) FROM page l) AS entries,
  (SELECT json_object_agg(subject_id, json_build_object(
      'row', CASE WHEN tenant IS NULL THEN NULL ELSE json_build_object('tenant', tenant, 'seq', seq, 'hash', encode(hash, 'hex')) END,
      'wasSeen', was_seen, 'signedSeq', signed_seq))
    FROM subject) AS subjects`
