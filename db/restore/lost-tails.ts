// What signed checkpoints know of and a restored ledger does not have: the tails of chains that were lost with what came after the dump.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { openCheckpoint } from '../audit/checkpoint/open-checkpoint.ts'
import { openPublicKeys } from '../audit/key/public-key.ts'
import { checkpointPairs, checkpointTenants } from '../audit/verify/checkpoint-pairs.ts'
import { fetchBytes } from '../audit/verify/fetch-checkpoint.ts'
import { verifyKeys } from '../audit/verify/verify-keys.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface LostTail {
  tenant: string
  subject: string
  /** 1: the whole subject came into being after the dump. */
  from: number
  to: number
}

/**
 * To be asked before workers start, who take such checkpoints into the ledger again. What came after the last checkpoint is named nowhere.
 * @param sql of a role that sees all tenants
 */
export async function lostTails(sql: Sql, store: ObjectStore): Promise<LostTail[]> {
  const { jwks } = await verifyKeys(sql, store)
  const { keys } = await openPublicKeys(jwks)
  const lost: LostTail[] = []
  for (const tenant of await checkpointTenants(sql, store)) {
    const heads = new Map<string, number>()
    for await (const { recorded, object } of checkpointPairs(sql, store, tenant)) {
      if (recorded !== undefined || object === undefined) continue
      const bytes = await fetchBytes(store, object.key)
      const opened = bytes && openCheckpoint(bytes, keys)
      if (opened === undefined || 'why' in opened) continue // no witness; verify:audit says what is wrong with it
      for (const { subject, seq } of opened.checkpoint.heads) heads.set(subject, Math.max(seq, heads.get(subject) ?? 0))
    }
    const parameters = [[...heads.keys()], [...heads.values()]] as never[]
    const query = sql.unsafe<Omit<LostTail, 'tenant'>[]>(LOST, parameters)
    const rows = await deadline(query, 20_000, 'comparing checkpoints with a restored ledger')
    lost.push(...rows.map(row => ({ tenant, ...row })))
  }
  return lost
}

const LOST = `
SELECT h.subject, l.last + 1 AS "from", h.seq AS "to"
FROM unnest($1::uuid[], $2::int[]) AS h(subject, seq)
CROSS JOIN LATERAL (SELECT coalesce(max(seq), 0) AS last FROM audit_log WHERE subject_id = h.subject) AS l
WHERE l.last < h.seq
ORDER BY 1`
