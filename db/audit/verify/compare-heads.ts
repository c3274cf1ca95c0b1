// Holds the heads that a checkpoint signed against the stored trail.
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import type { Bad } from './verify-everything.ts'

const TIMEOUT_MS = 20_000

/** @returns the first head that the trail does not have as it was signed */
export async function compareHeads(sql: Sql, { tenant, n, at, heads }: Checkpoint): Promise<Bad | undefined> {
  const query = sql.unsafe<{ subject: string; seq: number; hash: string | null; last: number; listed: boolean }[]>(
    COMPARE,
    [tenant, n, heads.map(head => head.subject), heads.map(head => head.seq), heads.map(head => head.hash)] as never[],
    { prepare: true },
  )
  const [differing] = await deadline(query, TIMEOUT_MS, 'comparing signed heads')
  if (differing === undefined) return undefined
  const { subject, seq, hash, last, listed } = differing
  const witness = `checkpoint ${n} of ${at} signed entry ${seq}`
  if (last === 0) return { subject, seq: 1, why: `the whole trail is gone: ${witness}` }
  if (hash === null) return { subject, seq: last + 1, why: `the tail was cut after entry ${last}: ${witness}` }
  if (!listed) return { subject, seq, why: `${witness}, and the ledger no longer says that it covers the subject` }
  return { subject, seq, why: `${witness} with another hash: the chain was rewritten, or its tenant changed` }
}

const COMPARE = `
SELECT t.subject, t.seq, encode(l.hash, 'hex') AS hash, h.n IS NOT NULL AS listed,
  coalesce((SELECT max(seq) FROM audit_log WHERE subject_id = t.subject), 0) AS last
FROM unnest($3::uuid[], $4::int[], $5::text[]) AS t(subject, seq, hash)
LEFT JOIN audit_log l ON l.subject_id = t.subject AND l.seq = t.seq
LEFT JOIN audit_checkpoint_heads h ON h.subject_id = t.subject AND h.n = $2::int AND h.tenant_id = $1::uuid AND h.seq = t.seq
WHERE l.hash IS DISTINCT FROM decode(t.hash, 'hex') OR l.tenant_id <> $1::uuid OR h.n IS NULL
LIMIT 1`
