// The stored chain of one subject in pages, each with the subject's row as of the same moment.
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../../connection/with-reader.ts'
import { ENTRY_JSON } from '../entry-json.ts'
import type { StoredEntry, SubjectRow } from './walk-chain.ts'

export interface StoredSubject {
  /** Undefined: there is no such subject. */
  row: SubjectRow | undefined
  /** Whether the last entry of the page is in the snapshot asked about. */
  wasSeen: boolean
}

export interface EntriesPage {
  entries: StoredEntry[]
  /** The last page's is that of the whole chain. */
  subject: StoredSubject
}

const PAGE_ENTRIES = 2000

/** @param seen a pg_snapshot */
export async function* subjectEntries(
  read: Read,
  reader: Reader,
  subjectId: string,
  seen: string,
): AsyncGenerator<EntriesPage> {
  let after = 0
  for (;;) {
    const [page] = await read<{ entries: StoredEntry[] | null; row: SubjectRow | null; was_seen: boolean | null }>(
      reader,
      PAGE,
      [subjectId, after, PAGE_ENTRIES, seen],
    )
    const entries = page?.entries ?? []
    yield { entries, subject: { row: page?.row ?? undefined, wasSeen: page?.was_seen ?? false } }
    if (entries.length < PAGE_ENTRIES) return
    after = entries.at(-1)?.entry.seq ?? after
  }
}

const ROW = `json_build_object('tenant', tenant_id, 'seq', audit_seq, 'hash', encode(audit_hash, 'hex'))`

const PAGE = `
WITH page AS MATERIALIZED (
  SELECT * FROM audit_log WHERE subject_id = $1::uuid AND seq > $2::int ORDER BY seq LIMIT $3::int
)
SELECT
  (SELECT json_agg(json_build_object('entry', ${ENTRY_JSON}, 'tenant', l.tenant_id) ORDER BY l.seq) FROM page l) AS entries,
  (SELECT pg_visible_in_snapshot(tx, $4::text::pg_snapshot) FROM page ORDER BY seq DESC LIMIT 1) AS was_seen,
  coalesce(
    (SELECT ${ROW} FROM campaigns WHERE id = $1::uuid),
    (SELECT ${ROW} FROM governance.actions_ledger WHERE id = $1::uuid),
    (SELECT ${ROW} FROM sessions WHERE id = $1::uuid),
    (SELECT ${ROW} FROM trails WHERE id = $1::uuid)
  ) AS row`
