// Which checkpoints a subject should be in, as far as the ledger knows, and the keys to read them with.
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../../connection/with-reader.ts'
import type { RecordedCheckpoint } from './fetch-checkpoint.ts'
import { RECORDED_JSON } from './recorded-json.ts'

export interface CoveringCheckpoint {
  n: number
  /** The subject's head in it. */
  seq: number
  /** Null: somebody has removed the record. */
  recorded: RecordedCheckpoint | null
}

export interface SubjectCheckpoints {
  covering: CoveringCheckpoint[]
  keys: JsonObject[]
  /** What the last round saw (a pg_snapshot): all of that is in `covering`. */
  seen: string
}

export async function subjectCheckpoints(read: Read, reader: Reader, subjectId: string): Promise<SubjectCheckpoints> {
  const [row] = await read<{ [K in keyof SubjectCheckpoints]: SubjectCheckpoints[K] | null }>(reader, COVERING, [
    subjectId,
  ])
  return { covering: row?.covering ?? [], keys: row?.keys ?? [], seen: row?.seen ?? '1:1:' }
}

const COVERING = `
SELECT
  (SELECT json_agg(json_build_object('n', h.n, 'seq', h.seq, 'recorded',
      CASE WHEN c.n IS NULL THEN NULL ELSE ${RECORDED_JSON} END) ORDER BY h.n)
    FROM audit_checkpoint_heads h
    LEFT JOIN audit_checkpoints c ON c.tenant_id = h.tenant_id AND c.n = h.n
    WHERE h.subject_id = $1::uuid) AS covering,
  (SELECT json_agg(jwk) FROM audit_keys) AS keys,
  (SELECT seen::text FROM audit_rounds) AS seen`
