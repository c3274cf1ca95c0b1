// What a worker asks about what a session keeps in the object store, and notes of what it has put into custody.

import type { JsonObject } from '#domain/audit-entry.ts'
import type { CustodyCopy } from '#domain/ports/session-ledger.ts'
import type { SealedSnapshot } from '#domain/session/finalization.ts'
import type { Ask } from './session-stretch.ts'

export type SessionKeeping = ReturnType<typeof sessionKeeping>

export interface KeptChunk {
  sequenceId: number
  objectKey: string
  /** Hex. */
  sha256: string
  bytes: number
  contentType: string
  /** RFC 3339 UTC. */
  startedAt: string
}

export function sessionKeeping(ask: Ask) {
  return {
    /** Chunks behind a sequence number, in their order. */
    keptChunks: (sessionId: string, page: { after: number; limit: number }): Promise<KeptChunk[]> =>
      ask<KeptChunk>(CHUNKS, [sessionId, page.after, page.limit]),
    /** Chunks of which there is no copy in custody yet. */
    chunksNotInCustody: (sessionId: string, limit: number) =>
      ask<{ objectKey: string; sha256: string }>(NOT_IN_CUSTODY, [sessionId, limit]),
    custodyOf: (sessionId: string) => ask<CustodyCopy>(CUSTODY, [sessionId]),
    async keepCustody(tenantId: string, sessionId: string, copies: readonly CustodyCopy[]): Promise<void> {
      const rows = copies.map(({ object, versionId, sha256, retainUntil }) => ({
        ...{ session_id: sessionId, tenant_id: tenantId, object, version_id: versionId, sha256 },
        retain_until: retainUntil.toISOString(),
      }))
      await ask('SELECT governance.keep_custody($1::text::jsonb)', [JSON.stringify(rows)])
    },
    /** When anything last came for it. */
    async lastActivity(sessionId: string): Promise<Date> {
      const [row] = await ask<{ at: Date }>(LAST_ACTIVITY, [sessionId])
      return row?.at ?? new Date(0)
    },
    async snapshotOf(sessionId: string): Promise<(SealedSnapshot & { manifest: JsonObject }) | undefined> {
      const [row] = await ask<SealedSnapshot & { manifest: JsonObject }>(SNAPSHOT, [sessionId])
      return row
    },
    /** Keys of the object store that the session, or a correction of it, has use for. */
    async keysInUse(sessionId: string): Promise<Set<string>> {
      return new Set((await ask<{ key: string }>(IN_USE, [sessionId])).map(({ key }) => key))
    },
  }
}

const CHUNKS = `
SELECT sequence_id AS "sequenceId", object_key AS "objectKey", sha256, bytes, content_type AS "contentType",
  to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "startedAt"
FROM session_chunks
WHERE session_id = $1::uuid AND sequence_id > $2::int
ORDER BY sequence_id
LIMIT $3::int`

const NOT_IN_CUSTODY = `
SELECT c.object_key AS "objectKey", c.sha256
FROM session_chunks c
WHERE c.session_id = $1::uuid
  AND NOT EXISTS (SELECT 1 FROM session_custody k WHERE k.session_id = c.session_id AND k.object = c.object_key)
ORDER BY c.sequence_id
LIMIT $2::int`

const CUSTODY = `
SELECT object, version_id AS "versionId", sha256, retain_until AS "retainUntil"
FROM session_custody
WHERE session_id = $1::uuid`

// A Date drops microseconds: rounded up, so that what it counted with does not look as if it came afterwards.
const LAST_ACTIVITY = `
SELECT greatest(s.updated_at, (SELECT max(c.received_at) FROM session_chunks c WHERE c.session_id = s.id)) + interval '1 ms' AS at
FROM sessions s
WHERE s.id = $1::uuid`

const SNAPSHOT = `
SELECT snapshot_id AS "snapshotId", integrity_hash AS "integrityHash", manifest, signature, key_id AS "keyId",
  to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
FROM session_snapshots
WHERE session_id = $1::uuid`

const IN_USE = `
SELECT c.object_key AS key FROM session_chunks c WHERE c.session_id = $1::uuid
UNION
SELECT a.object_key FROM session_assets a WHERE a.session_id = $1::uuid AND a.status = 'READY'
UNION
SELECT v.value->>'key' FROM session_results r
  CROSS JOIN LATERAL jsonb_path_query(r.body, 'strict $.**') AS v(value)
  WHERE r.session_id = $1::uuid AND jsonb_typeof(v.value) = 'object' AND v.value ? 'key'`
