// The answer that an Idempotency-Key already has.
import type { KeptAnswer } from '#domain/ports/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export function answerFind(sql: Sql) {
  return async (tenantId: string, route: string, key: string): Promise<KeptAnswer | undefined> => {
    const query = sql.unsafe<KeptRow[]>(FIND, [tenantId, route, key], { prepare: true })
    const [row] = await deadline(query, 6000, 'looking for a kept answer')
    return (
      row && {
        tenantId,
        route,
        key,
        bodySha256: row.body_sha256,
        status: row.status,
        headers: row.headers,
        body: row.body,
      }
    )
  }
}

interface KeptRow {
  body_sha256: string
  status: number
  headers: Record<string, string>
  body: string
}

const FIND = `
SELECT body_sha256, status, headers, body
FROM idempotency_keys
WHERE tenant_id = $1::uuid AND route = $2::text AND key = $3::text`
