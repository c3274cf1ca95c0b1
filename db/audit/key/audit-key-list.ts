// All public keys that ever signed a checkpoint, as they are published.
import type { JsonObject } from '#domain/audit-entry.ts'
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'

/** @returns JSON Web Keys, the newest first */
export async function auditKeyList(sql: Sql): Promise<JsonObject[]> {
  const rows = await deadline(
    sql.unsafe<{ jwk: JsonObject }[]>(LIST, [], { prepare: true }),
    6000,
    'listing audit keys',
  )
  return rows.map(row => row.jwk)
}

const LIST = 'SELECT jwk FROM audit_keys ORDER BY first_seen DESC, kid'
