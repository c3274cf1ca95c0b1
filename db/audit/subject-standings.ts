// How several subjects stand, in one query: what waiting requests look at.
import type { Standing } from '#domain/ports/audit-reader.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** @param sql of a role that sees all tenants: whoever waits for a subject has been shown it before */
export function subjectStandings(sql: Sql) {
  return async (subjectIds: readonly string[]): Promise<Map<string, Standing>> => {
    if (subjectIds.length === 0) return new Map()
    const query = sql.unsafe<({ id: string } & Standing)[]>(STANDINGS, [subjectIds as string[]], { prepare: true })
    const rows = await deadline(query, 6000, 'looking at waited subjects')
    return new Map(rows.map(({ id, tag, seq, settled, final }) => [id, { tag, seq, settled, final }]))
  }
}

const STANDINGS = `
SELECT c.id, c.version || '.' || coalesce(o.versions, 0) AS tag, c.audit_seq AS seq,
  c.ended_at IS NOT NULL OR (c.status = 'waiting' AND coalesce(o.people, false)) AS settled,
  c.ended_at IS NOT NULL AND NOT coalesce(o.open, false) AS final
FROM campaigns c
LEFT JOIN LATERAL (
  SELECT sum(a.version) AS versions, bool_or(a.status = 'PENDING_APPROVAL' OR a.needs_human) AS people,
    bool_or(a.ended_at IS NULL) AS open
  FROM governance.actions_ledger a
  WHERE a.campaign_id = c.id
) o ON true
WHERE c.id = ANY($1::uuid[])
UNION ALL
SELECT a.id, a.version::text, a.audit_seq, a.ended_at IS NOT NULL OR a.status = 'OUTCOME_UNKNOWN', a.ended_at IS NOT NULL
FROM governance.actions_ledger a
WHERE a.id = ANY($1::uuid[])
UNION ALL
SELECT n.id, n.version || '.' || (SELECT count(*) FROM session_chunks k WHERE k.session_id = n.id) || '.'
    || (SELECT count(*) FROM session_blocks b WHERE b.session_id = n.id), n.audit_seq,
  n.status = 'FINALIZED' OR n.status LIKE '%\\_FAILED', n.status = 'FINALIZED'
FROM sessions n
WHERE n.id = ANY($1::uuid[])
UNION ALL
SELECT o.id, coalesce(extract(epoch FROM o.authenticated_at), 0)::text, 0,
  NOT EXISTS (SELECT 1 FROM steps s WHERE s.subject_id = o.id AND s.run = 1), false
FROM accounts o
WHERE o.id = ANY($1::uuid[])`
