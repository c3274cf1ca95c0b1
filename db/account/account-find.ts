// One account of a tenant, as an adapter needs it.
import { type AccountKind, kindOfName } from '#domain/action/account-kind.ts'
import type { Platform } from '#domain/action/action-status.ts'
import type { PlatformAccount } from '#domain/ports/platform.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** @returns undefined when the tenant has none of that name */
export async function accountFind(
  sql: Sql,
  tenantId: string,
  platform: Platform,
  account: string,
): Promise<PlatformAccount | undefined> {
  const query = sql.unsafe<Row[]>(FIND, [tenantId, platform, account], { prepare: true })
  const [row] = await deadline(query, 6000, 'looking for an account')
  if (row === undefined) return undefined
  const { kind, credentials_ref: credentialsRef } = row
  return { tenantId, account, kind, ...(credentialsRef === null ? {} : { credentialsRef }) }
}

/** What an account is: as it was set, or what its name tells where it does not exist yet. */
export async function accountKind(
  sql: Sql,
  tenantId: string,
  platform: Platform,
  account: string,
): Promise<AccountKind> {
  return (await accountFind(sql, tenantId, platform, account))?.kind ?? kindOfName(platform, account)
}

interface Row {
  kind: PlatformAccount['kind']
  credentials_ref: string | null
}

const FIND = `
SELECT kind, credentials_ref FROM accounts
WHERE tenant_id = $1::uuid AND platform = $2 AND account = $3`
