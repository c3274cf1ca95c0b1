// The entries of all trails that the last round could not see, however late they committed, with the endpoints that listen.
import { TELLING_ENTRIES, type ToldEntry } from '#domain/webhook/state-change.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import type { WebhookRound } from './round-take.ts'

export interface ListenedEntry extends ToldEntry {
  subject: string
  tenant: string
  /** RFC 3339 UTC. */
  at: string
  campaign: string | null
  /** Endpoints that listened when it happened, and what they ask for; one that was disabled since is among them. */
  listeners: { id: string; events: string[] }[]
}

/** Of a page, unless told. */
export const PAGE_ENTRIES = 2000

/** By pages, which may be empty. Reads by the transaction that wrote: the cost is that of what is new, and nothing of what others write waits for it. */
export async function* entriesTold(
  sql: Sql,
  { sees, seen }: WebhookRound,
  { keepDays, pageEntries = PAGE_ENTRIES }: { keepDays: number; pageEntries?: number },
): AsyncGenerator<ListenedEntry[]> {
  let after: Position | undefined
  do {
    const parameters = [sees, seen, after?.tx ?? null, after?.subject ?? NOBODY, after?.seq ?? 0, pageEntries]
    const query = sql.unsafe<PageRow[]>(TOLD, [...parameters, TELLING_ENTRIES, keepDays] as never[], { prepare: true })
    const [page] = await deadline(query, 6000, 'reading trails for webhooks')
    after = page?.last ?? undefined
    yield page?.entries ?? []
  } while (after !== undefined)
}

interface Position {
  tx: string
  subject: string
  seq: number
}

interface PageRow {
  entries: ListenedEntry[] | null
  /** Null on the last page. */
  last: Position | null
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

// The page is cut before it is filtered, so that none is long. Of the details only what says which state it is. What is older than
// deliveries are kept is not told again, since nothing knows any more that it was.
const TOLD = `
WITH page AS MATERIALIZED (
  SELECT tx, subject_id, seq, tenant_id, at, action, details
  FROM audit_log
  WHERE (tx, subject_id, seq) > (coalesce($3::text::xid8, pg_snapshot_xmin($2::text::pg_snapshot)), $4::uuid, $5::int)
    AND tx < pg_snapshot_xmax($1::text::pg_snapshot)
  ORDER BY tx, subject_id, seq
  LIMIT $6::int
),
told AS (
  SELECT p.*, l.listeners
  FROM page p
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('id', w.id, 'events', w.events)) AS listeners
    FROM webhooks w
    WHERE w.tenant_id = p.tenant_id AND (
      w.status = 'ACTIVE' AND NOT pg_visible_in_snapshot(p.tx, w.listens_since)
      OR pg_visible_in_snapshot(p.tx, w.deaf_since) AND NOT pg_visible_in_snapshot(p.tx, w.heard_since)
    )
  ) l
  WHERE p.action = ANY($7::text[]) AND l.listeners IS NOT NULL
    AND p.at > (SELECT clock_timestamp()) - $8::int * interval '1 day'
    AND pg_visible_in_snapshot(p.tx, $1::text::pg_snapshot) AND NOT pg_visible_in_snapshot(p.tx, $2::text::pg_snapshot)
)
SELECT
  (SELECT json_agg(json_build_object(
    'subject', t.subject_id, 'tenant', t.tenant_id, 'seq', t.seq, 'action', t.action, 'listeners', t.listeners,
    'at', to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'stage', t.details->>'stage', 'fromStage', t.details->>'from_stage', 'to', t.details->>'to',
    'remaining', (t.details->>'remaining')::int,
    'campaign', (SELECT a.campaign_id FROM governance.actions_ledger a WHERE a.id = t.subject_id)
  ) ORDER BY t.tx, t.subject_id, t.seq) FROM told t) AS entries,
  (SELECT json_build_object('tx', tx::text, 'subject', subject_id, 'seq', seq) FROM page
    ORDER BY tx, subject_id, seq OFFSET $6::int - 1 LIMIT 1) AS last`
