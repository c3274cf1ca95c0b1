// The chains of all subjects in pages, by subject and seq, each page with its subjects' rows as of the same moment.

import type { Principal } from '#domain/actor.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'
import type { StoredEntry, SubjectRow } from './walk-chain.ts'

/** How a subject stood when its last entry of a page was read. */
export interface SubjectState {
  /** Undefined: there is no such subject. */
  row: SubjectRow | undefined
  /** Whether that entry is in the snapshot asked about. */
  wasSeen: boolean
  /** Of its newest signed head; 0 without one. */
  signedSeq: number
}

/** `state` is there on the last entry that a page has of a subject. */
export type AnyEntry = StoredEntry & { state?: SubjectState }

const PAGE_ENTRIES = 4000
const TIMEOUT_MS = 20_000

/**
 * @param sql of a role that sees all tenants
 * @param seen a pg_snapshot
 */
export async function* allEntries(sql: Sql, seen: string): AsyncGenerator<AnyEntry[]> {
  let next: Promise<EntryRow[]> | undefined = readPage(sql, seen, undefined)
  while (next !== undefined) {
    const rows: EntryRow[] = await next
    // The next page is on its way while this one is recomputed.
    next = rows.length < PAGE_ENTRIES ? undefined : readPage(sql, seen, rows.at(-1))
    next?.catch(() => {}) // heard of when it is awaited
    yield rows.map(entryOf)
  }
}

async function readPage(sql: Sql, seen: string, after: EntryRow | undefined): Promise<EntryRow[]> {
  const { subject = '00000000-0000-0000-0000-000000000000', seq = 0 } = after ?? {}
  const query = sql.unsafe<EntryRow[]>(PAGE, [subject, seq, PAGE_ENTRIES, seen], { prepare: true })
  return deadline(query, TIMEOUT_MS, 'reading the trail')
}

interface EntryRow {
  subject: string
  seq: number
  tenant: string
  at: string
  sub: string
  principal: Principal
  action: string
  details: JsonObject
  prev_hash: string
  hash: string
  was_seen: boolean | null
  row_tenant: string | null
  row_seq: number | null
  row_hash: string | null
  signed_seq: number | null
}

function entryOf(row: EntryRow): AnyEntry {
  const { seq, at, subject, sub, principal, action, details, prev_hash: prevHash, hash } = row
  const entry = { seq, at, subject, actor: { sub, principal }, action, details, prevHash, hash }
  if (row.was_seen === null) return { entry, tenant: row.tenant }
  const { row_tenant, row_seq, row_hash } = row
  const gone = row_tenant === null || row_seq === null || row_hash === null
  const subjectRow = gone ? undefined : { tenant: row_tenant, seq: row_seq, hash: row_hash }
  return {
    entry,
    tenant: row.tenant,
    state: { row: subjectRow, wasSeen: row.was_seen, signedSeq: row.signed_seq ?? 0 },
  }
}

// Plain columns: the same as JSON takes Postgres three times as long.
const PAGE = `
WITH page AS MATERIALIZED (
  SELECT * FROM audit_log WHERE (subject_id, seq) > ($1::uuid, $2::int) ORDER BY subject_id, seq LIMIT $3::int
),
newest AS (SELECT DISTINCT ON (subject_id) subject_id, seq, tx FROM page ORDER BY subject_id, seq DESC),
state AS (
  SELECT n.subject_id, n.seq, pg_visible_in_snapshot(n.tx, $4::text::pg_snapshot) AS was_seen,
    coalesce(c.tenant_id, a.tenant_id, m.tenant_id, r.tenant_id) AS row_tenant,
    coalesce(c.audit_seq, a.audit_seq, m.audit_seq, r.audit_seq) AS row_seq,
    encode(coalesce(c.audit_hash, a.audit_hash, m.audit_hash, r.audit_hash), 'hex') AS row_hash,
    (SELECT max(h.seq) FROM audit_checkpoint_heads h WHERE h.subject_id = n.subject_id) AS signed_seq
  FROM newest n
  LEFT JOIN campaigns c ON c.id = n.subject_id
  LEFT JOIN governance.actions_ledger a ON a.id = n.subject_id
  LEFT JOIN sessions m ON m.id = n.subject_id
  LEFT JOIN trails r ON r.id = n.subject_id
)
SELECT p.subject_id AS subject, p.seq, p.tenant_id AS tenant,
  to_char(p.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, p.actor_sub AS sub, p.actor_principal AS principal,
  p.action, p.details, encode(p.prev_hash, 'hex') AS prev_hash, encode(p.hash, 'hex') AS hash,
  s.was_seen, s.row_tenant, s.row_seq, s.row_hash, s.signed_seq
FROM page p
LEFT JOIN state s ON s.subject_id = p.subject_id AND s.seq = p.seq
ORDER BY p.subject_id, p.seq`
