// What the ledger says of a session and its seal, read with the eyes of ops.
import type { JsonObject } from '#domain/audit-entry.ts'
import type { CustodyCopy } from '#domain/ports/session-ledger.ts'
import type { BuiltDocument } from '#domain/session/finalization.ts'
import type { SessionStatus } from '#domain/session/session-status.ts'
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'
import { type KeptChunk, sessionKeeping } from '../session-keeping.ts'

export interface SessionLedgerRows {
  standing(sessionId: string): Promise<SessionStanding | undefined>
  custodyOf(sessionId: string): Promise<CustodyCopy[]>
  /** In their order, a page at a time. */
  chunks(sessionId: string): AsyncGenerator<KeptChunk>
}

export interface SessionStanding {
  tenantId: string
  status: SessionStatus
  clientTimezone: string
  documentVersion: number
  parentSessionId: string | null
  parentSnapshotId: string | null
  pinned: { skeletonId: string; s3VersionId: string; adapterId: string; modelVersion: string }
  snapshot: SnapshotRow | null
  /** What is handed out. */
  documents: BuiltDocument[] | null
}

export interface SnapshotRow {
  snapshotId: string
  version: number
  integrityHash: string
  parentSnapshotId: string | null
  manifest: JsonObject
  signature: string
  keyId: string
  /** RFC 3339 UTC. */
  at: string
}

const PAGE = 500
const TIMEOUT_MS = 10_000

/** @param sql of a role that sees all tenants */
export function sessionLedgerRows(sql: Sql): SessionLedgerRows {
  const ask = <Row extends object>(text: string, parameters: readonly unknown[]) =>
    deadline(sql.unsafe<Row[]>(text, parameters as never[], { prepare: true }), TIMEOUT_MS, 'reading a session')
  const { custodyOf, keptChunks } = sessionKeeping(ask)
  return {
    custodyOf,
    async standing(sessionId) {
      const [row] = await ask<SessionStanding>(STANDING, [sessionId])
      return row
    },
    async *chunks(sessionId) {
      for (let after = 0, more = true; more; ) {
        const page = await keptChunks(sessionId, { after, limit: PAGE })
        yield* page
        after = page.at(-1)?.sequenceId ?? after
        more = page.length === PAGE
      }
    },
  }
}

const STANDING = `
SELECT s.tenant_id AS "tenantId", s.status, s.client_timezone AS "clientTimezone", s.document_version AS "documentVersion",
  s.parent_session_id AS "parentSessionId", s.parent_snapshot_id AS "parentSnapshotId", s.pinned,
  (SELECT json_build_object('snapshotId', n.snapshot_id, 'version', n.version, 'integrityHash', n.integrity_hash,
      'parentSnapshotId', n.parent_snapshot_id, 'manifest', n.manifest, 'signature', n.signature, 'keyId', n.key_id,
      'at', to_char(n.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    FROM session_snapshots n WHERE n.session_id = s.id) AS snapshot,
  (SELECT r.body FROM session_results r WHERE r.session_id = s.id AND r.kind = 'DOCUMENTS') AS documents
FROM sessions s
WHERE s.id = $1::uuid`
