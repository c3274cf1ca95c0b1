// The heads of all chains that moved since the last round: exactly those, however late a transaction committed.
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'
import type { SubjectHead } from './checkpoint.ts'
import type { Round } from './round-take.ts'

export type MovedHead = SubjectHead & { tenant: string }

const PAGE_ENTRIES = 20_000

/**
 * Reads entries by the transaction that wrote them, so that the cost is that of what is new, and not of what there ever was.
 * A chain may come in several pages, later heads later.
 */
export async function* headsMoved(
  sql: Sql,
  { sees, seen }: Pick<Round, 'sees' | 'seen'>,
  pageEntries = PAGE_ENTRIES,
): AsyncGenerator<MovedHead[]> {
  let after: Position | undefined
  do {
    const parameters = [sees, seen, after?.tx ?? null, after?.subject ?? NOBODY, after?.seq ?? 0, pageEntries]
    const query = sql.unsafe<PageRow[]>(MOVED, parameters, { prepare: true })
    const [page] = await deadline(query, 6000, 'looking for chains that moved')
    after = page?.last ?? undefined
    if (page?.heads) yield page.heads
  } while (after !== undefined)
}

interface Position {
  tx: string
  subject: string
  seq: number
}

interface PageRow {
  heads: MovedHead[] | null
  /** Null on the last page. */
  last: Position | null
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

// The page is cut before it is filtered: a transaction that stays open for hours makes pages empty, but none of them long.
const MOVED = `
WITH page AS MATERIALIZED (
  SELECT tx, subject_id, seq, tenant_id, hash
  FROM audit_log
  WHERE (tx, subject_id, seq) > (coalesce($3::text::xid8, pg_snapshot_xmin($2::text::pg_snapshot)), $4::uuid, $5::int)
    AND tx < pg_snapshot_xmax($1::text::pg_snapshot)
  ORDER BY tx, subject_id, seq
  LIMIT $6::int
),
moved AS (
  SELECT DISTINCT ON (subject_id) subject_id, seq, tenant_id, hash
  FROM page
  WHERE pg_visible_in_snapshot(tx, $1::text::pg_snapshot) AND NOT pg_visible_in_snapshot(tx, $2::text::pg_snapshot)
  ORDER BY subject_id, seq DESC
)
SELECT
  (SELECT json_agg(json_build_object('tenant', tenant_id, 'subject', subject_id, 'seq', seq, 'hash', encode(hash, 'hex'))) FROM moved) AS heads,
  (SELECT json_build_object('tx', tx::text, 'subject', subject_id, 'seq', seq) FROM page
    ORDER BY tx, subject_id, seq OFFSET $6::int - 1 LIMIT 1) AS last`
