// The newest recorded checkpoint of each of several tenants: what their next ones link to.
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'

export interface CheckpointLink {
  n: number
  /** Null before the first. */
  sha256: string | null
}

export async function checkpointLatest(sql: Sql, tenants: string[]): Promise<Map<string, CheckpointLink>> {
  const query = sql.unsafe<({ tenant: string } & CheckpointLink)[]>(LATEST, [tenants], { prepare: true })
  const rows = await deadline(query, 6000, 'looking for the latest checkpoints')
  return new Map(rows.map(({ tenant, n, sha256 }) => [tenant, { n, sha256 }]))
}

const LATEST = `
SELECT t.tenant, coalesce(c.n, 0) AS n, c.sha256
FROM unnest($1::uuid[]) AS t(tenant)
LEFT JOIN LATERAL (
  SELECT n, sha256 FROM audit_checkpoints WHERE tenant_id = t.tenant ORDER BY n DESC LIMIT 1
) c ON true`
