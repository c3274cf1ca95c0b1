// Records a checkpoint that lies in the bucket, and which subjects it covers.
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'
import { checkpointKey } from './checkpoint.ts'
import type { SealedCheckpoint } from './seal-checkpoint.ts'

/** Recording it twice is recording it once. */
export async function checkpointRecord(
  sql: Sql,
  { checkpoint, sha256 }: Pick<SealedCheckpoint, 'checkpoint' | 'sha256'>,
  retainUntil: Date,
): Promise<void> {
  const { tenant, n, at, prev, key_id, heads } = checkpoint
  const parameters = [
    ...[tenant, n, at, checkpointKey(tenant, n), sha256, prev, key_id, retainUntil.toISOString()],
    heads.map(head => head.subject),
    heads.map(head => head.seq),
  ]
  const query = sql.unsafe(RECORD, parameters as never[], { prepare: true })
  await deadline(query, 6000, 'recording a checkpoint')
}

const RECORD = `
WITH recorded AS (
  INSERT INTO audit_checkpoints (tenant_id, n, at, heads, object_key, sha256, prev, key_id, retain_until)
  VALUES ($1::uuid, $2::int, $3::text::timestamptz, cardinality($9::uuid[]), $4, $5, $6, $7, $8::text::timestamptz)
  ON CONFLICT DO NOTHING
  RETURNING tenant_id, n
)
INSERT INTO audit_checkpoint_heads (subject_id, tenant_id, n, seq)
SELECT h.subject, r.tenant_id, r.n, h.seq
FROM recorded r, unnest($9::uuid[], $10::int[]) AS h(subject, seq)`
