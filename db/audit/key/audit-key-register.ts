// A worker makes the public half of its signing key known in the ledger; keys of former workers stay.
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'
import type { PublicKey } from './public-key.ts'

export async function auditKeyRegister(sql: Sql, key: PublicKey): Promise<void> {
  const query = sql.unsafe(REGISTER, [key.kid, JSON.stringify(key)], { prepare: true })
  await deadline(query, 6000, 'registering an audit key')
}

const REGISTER = 'INSERT INTO audit_keys (kid, jwk) VALUES ($1, $2::text::jsonb) ON CONFLICT DO NOTHING'
