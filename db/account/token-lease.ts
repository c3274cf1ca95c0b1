// An account's sealed tokens, and the lease under which one process at a time renews them.
import type { StoredTokens, TokenKey, TokenStorage } from '#domain/ports/token-storage.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

interface Row {
  sealed: string | null
  version: number
  lease: string
}

/** @param sql of the role mandate_worker: no other role sees the table */
export function tokenLease(sql: Sql): TokenStorage {
  const ask = async (statement: string, { tenantId, platform, account }: TokenKey, ...more: unknown[]) => {
    const query = sql.unsafe<Row[]>(statement, [tenantId, platform, account, ...more] as never[], { prepare: true })
    return (await deadline(query, 5000, 'looking after a token'))[0]
  }
  return {
    async load(key) {
      const row = await ask(LOAD, key)
      return row === undefined ? undefined : stored(row)
    },
    async lease(key, forMs) {
      const row = await ask(LEASE, key, forMs)
      return row === undefined ? undefined : { ...stored(row), lease: row.lease }
    },
    save: async (key, sealed, version) => (await ask(SAVE, key, sealed, version)) !== undefined,
    async release(key, lease) {
      await ask(RELEASE, key, lease)
    },
  }
}

function stored({ sealed, version }: Row): StoredTokens {
  return { sealed: sealed ?? undefined, version }
}

const LOAD = `
  SELECT sealed, version
  FROM account_tokens
  WHERE tenant_id = $1::uuid AND platform = $2 AND account = $3`

/** Where its end tells whose lease it is: no two end in the same microsecond. */
const LEASE = `
  INSERT INTO account_tokens AS t (tenant_id, platform, account, lease_until)
  VALUES ($1::uuid, $2, $3, clock_timestamp() + $4::integer * interval '1 millisecond')
  ON CONFLICT (tenant_id, platform, account) DO UPDATE
  SET lease_until = excluded.lease_until
  WHERE t.lease_until IS NULL OR t.lease_until <= clock_timestamp()
  RETURNING sealed, version, lease_until::text AS lease`

const SAVE = `
  UPDATE account_tokens
  SET sealed = $4, version = version + 1, lease_until = NULL, updated_at = clock_timestamp()
  WHERE tenant_id = $1::uuid AND platform = $2 AND account = $3 AND version = $5::integer
  RETURNING version`

const RELEASE = `
  UPDATE account_tokens
  SET lease_until = NULL
  WHERE tenant_id = $1::uuid AND platform = $2 AND account = $3 AND lease_until = $4::text::timestamptz`
