// The row of a session as Postgres gives it, with what was received and what became of it.
import type { SessionView } from '#domain/ports/session-ledger.ts'
import { type Received, receivedOf } from '#domain/session/received.ts'
import type { Pinned } from '#domain/session/session.ts'
import type { SessionStatus } from '#domain/session/session-status.ts'

/** The ranges of sequence numbers of a session aliased `s`, as `[[from, to], …]`. */
export const RECEIVED_JSON = `(SELECT coalesce(json_agg(json_build_array(i.low, i.high) ORDER BY i.low), '[]') FROM (
    SELECT min(g.sequence_id) AS low, max(g.sequence_id) AS high FROM (
      SELECT c.sequence_id, c.sequence_id - row_number() OVER (ORDER BY c.sequence_id) AS island
      FROM session_chunks c WHERE c.session_id = s.id
    ) AS g GROUP BY g.island
  ) AS i)`

/** The newest block of a chunk aliased `c`, to be joined as `b`. */
export const NEWEST_BLOCK = `LEFT JOIN LATERAL (
    SELECT o.body, o.rev, o.duration_ms FROM session_blocks o
    WHERE o.session_id = c.session_id AND o.sequence_id = c.sequence_id ORDER BY o.rev DESC LIMIT 1
  ) AS b ON true`

/** Columns that make a SessionRow, of a table aliased `s`. */
export const SESSION_COLUMNS = `s.id, s.tenant_id, s.status, s.execution_id, s.version, s.audit_seq,
  encode(s.audit_hash, 'hex') AS audit_hash, s.epoch, s.title, s.client_timezone, s.template_id, s.pinned, s.created_at, s.updated_at,
  ${RECEIVED_JSON} AS received,
  (SELECT coalesce(json_object_agg(k.kind, k.chunks), '{}') FROM (
    SELECT CASE coalesce(b.body->>'type', 'HEARD') WHEN 'HEARD' THEN 'PROCESSING' ELSE b.body->>'type' END AS kind, count(*)::int AS chunks
    FROM session_chunks c ${NEWEST_BLOCK}
    WHERE c.session_id = s.id GROUP BY 1
  ) AS k) AS counts,
  (SELECT count(*)::int FROM session_blocks o WHERE o.session_id = s.id) AS block_rows`

export interface SessionRow {
  id: string
  tenant_id: string
  status: SessionStatus
  execution_id: string
  version: number
  audit_seq: number
  audit_hash: string
  epoch: number
  title: string | null
  client_timezone: string
  template_id: string | null
  pinned: Pinned
  created_at: Date
  updated_at: Date
  received: Received['received']
  counts: SessionView['counts']
  block_rows: number
}

export function sessionView(row: SessionRow): SessionView {
  const { id, tenant_id: tenantId, status, execution_id: executionId, epoch, version, received } = row
  const chunks = received.reduce((sum, [from, to]) => sum + to - from + 1, 0)
  return {
    session: { id, tenantId, executionId, status, epoch },
    version,
    tag: `${version}.${chunks}.${row.block_rows}`,
    ...(row.title === null ? {} : { title: row.title }),
    clientTimezone: row.client_timezone,
    ...(row.template_id === null ? {} : { templateId: row.template_id }),
    pinned: row.pinned,
    counts: row.counts,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...receivedOf(received),
  }
}
