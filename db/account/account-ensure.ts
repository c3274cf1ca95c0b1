// Accounts belong to tenants; where the setting allows, one comes into being for the tenant that first names it.
import { kindOfName } from '#domain/action/account-kind.ts'
import type { Platform } from '#domain/action/action-status.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface AccountSettings {
  /** Locally true: the first to name an account owns it. */
  createOnFirstUse: boolean
  /** `PLATFORM:account` of the default channels: playgrounds that every tenant may use. */
  shared: ReadonlySet<string>
}

/**
 * @returns tells whether a tenant may use an account. What is once owned stays owned, so a yes is remembered.
 */
export function accountEnsure(
  sql: Sql,
  settings: AccountSettings,
): (tenantId: string, platform: Platform, account: string) => Promise<boolean> {
  const owned = new Set<string>()
  return async (tenantId, platform, account) => {
    const name = `${platform}:${account}`
    const key = `${tenantId} ${name}`
    if (owned.has(key)) return true
    const isShared = settings.shared.has(name)
    const parameters = [tenantId, platform, account, kindOfName(platform, account), isShared]
    const mayCreate = settings.createOnFirstUse || isShared
    const query = sql.unsafe<{ ok: boolean }[]>(ENSURE, [...parameters, mayCreate] as never[], { prepare: true })
    const [row] = await deadline(query, 5000, 'looking for an account')
    if (row?.ok !== true) return false
    if (owned.size > 10_000) owned.clear()
    owned.add(key)
    return true
  }
}

const ENSURE = 'SELECT governance.ensure_account($1::uuid, $2, $3, $4, $5::boolean, $6::boolean) AS ok'
