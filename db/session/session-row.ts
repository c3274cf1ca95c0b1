// The row of a session as Postgres gives it, with what was received and what became of it.
import type { SessionView } from '#domain/ports/session-ledger.ts'
import type { Assembly, BuiltDocument, SealedSnapshot } from '#domain/session/finalization.ts'
import { type Received, receivedOf } from '#domain/session/received.ts'
import type { Pinned, Session, SessionFailure } from '#domain/session/session.ts'
import type { SessionStatus } from '#domain/session/session-status.ts'

/** The ranges of sequence numbers of a session aliased `s`, as `[[from, to], …]`. */
export const RECEIVED_JSON = `(SELECT coalesce(json_agg(json_build_array(i.low, i.high) ORDER BY i.low), '[]') FROM (
    SELECT min(g.sequence_id) AS low, max(g.sequence_id) AS high FROM (
      SELECT c.sequence_id, c.sequence_id - row_number() OVER (ORDER BY c.sequence_id) AS island
      FROM session_chunks c WHERE c.session_id = s.id
    ) AS g GROUP BY g.island
  ) AS i)`

/** The newest block of a chunk aliased `c` before the document was frozen, to be joined as `b`. */
export const NEWEST_BLOCK = `LEFT JOIN LATERAL (
    SELECT o.body, o.rev, o.duration_ms FROM session_blocks o
    WHERE o.session_id = c.session_id AND o.sequence_id = c.sequence_id AND NOT o.late ORDER BY o.rev DESC LIMIT 1
  ) AS b ON true`

/** Columns that make a SessionRow, of a table aliased `s`. */
export const SESSION_COLUMNS = `s.id, s.tenant_id, s.status, s.execution_id, s.version, s.audit_seq,
  encode(s.audit_hash, 'hex') AS audit_hash, s.epoch, s.title, s.client_timezone, s.template_id, s.pinned, s.created_at, s.updated_at,
  ${RECEIVED_JSON} AS received,
  (SELECT coalesce(json_object_agg(k.kind, k.chunks), '{}') FROM (
    SELECT CASE
        WHEN b.body->>'type' = 'TABLE' THEN 'TABLE'
        WHEN EXISTS (SELECT 1 FROM session_edits e WHERE e.session_id = c.session_id AND e.sequence_id = c.sequence_id AND e.text IS NOT NULL)
          THEN CASE WHEN coalesce(b.body->>'type', 'HEARD') = 'HEARD' THEN 'PROCESSING' ELSE 'TEXT' END
        WHEN coalesce(b.body->>'type', 'HEARD') = 'HEARD' THEN 'PROCESSING'
        ELSE b.body->>'type' END AS kind, count(*)::int AS chunks
    FROM session_chunks c ${NEWEST_BLOCK}
    WHERE c.session_id = s.id GROUP BY 1
  ) AS k) AS counts,
  (SELECT count(*)::int FROM session_blocks o WHERE o.session_id = s.id) AS block_rows,
  (SELECT count(*)::int FROM session_assets a WHERE a.session_id = s.id AND a.status = 'PROCESSING') AS assets_pending,
  s.last_sequence_id, s.draining_since, s.failure, s.finalized_at, s.document_version, s.parent_session_id, s.parent_snapshot_id,
  (SELECT json_object_agg(r.kind, r.body) FROM session_results r WHERE r.session_id = s.id) AS results,
  (SELECT json_build_object('snapshotId', n.snapshot_id, 'integrityHash', n.integrity_hash, 'signature', n.signature,
    'keyId', n.key_id, 'at', to_char(n.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
   FROM session_snapshots n WHERE n.session_id = s.id) AS snapshot`

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
  assets_pending: number
  last_sequence_id: number | null
  draining_since: Date | null
  failure: SessionFailure | null
  finalized_at: Date | null
  document_version: number
  parent_session_id: string | null
  parent_snapshot_id: string | null
  results: { ASSEMBLY?: Assembly; DOCUMENTS?: BuiltDocument[] } | null
  snapshot: SealedSnapshot | null
}

export function sessionView(row: SessionRow): SessionView {
  const { version, received, counts } = row
  const chunks = received.reduce((sum, [from, to]) => sum + to - from + 1, 0)
  return {
    session: sessionOf(row),
    version,
    tag: `${version}.${chunks}.${row.block_rows}`,
    ...(row.title === null ? {} : { title: row.title }),
    clientTimezone: row.client_timezone,
    ...(row.template_id === null ? {} : { templateId: row.template_id }),
    pinned: row.pinned,
    counts,
    pending: (counts.PROCESSING ?? 0) + row.assets_pending,
    documentVersion: row.document_version,
    ...(row.draining_since === null ? {} : { drainingSince: row.draining_since }),
    ...(row.finalized_at === null ? {} : { finalizedAt: row.finalized_at }),
    ...(row.results?.ASSEMBLY === undefined ? {} : { assembly: row.results.ASSEMBLY }),
    ...(row.results?.DOCUMENTS === undefined ? {} : { documents: row.results.DOCUMENTS }),
    ...(row.snapshot === null ? {} : { snapshot: row.snapshot }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...receivedOf(received),
  }
}

function sessionOf(row: SessionRow): Session {
  const { id, tenant_id: tenantId, status, execution_id: executionId, epoch } = row
  const { parent_session_id: sessionId, parent_snapshot_id: snapshotId } = row
  return {
    ...{ id, tenantId, executionId, status, epoch },
    ...(row.last_sequence_id === null ? {} : { lastSequenceId: row.last_sequence_id }),
    ...(row.failure === null ? {} : { failure: row.failure }),
    ...(sessionId === null || snapshotId === null ? {} : { parent: { sessionId, snapshotId } }),
  }
}
