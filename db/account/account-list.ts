// Accounts of a reader, in pages by platform and name.
import type { Platform } from '#domain/action/action-status.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { AccountView } from '#domain/ports/action-ledger.ts'
import type { Page, PageRequest, Reader } from '#domain/ports/page.ts'
import type { Allowance } from '#domain/ports/platform.ts'
import { pageOf } from '../connection/page-of.ts'
import type { Read } from '../connection/with-reader.ts'

export function accountList(read: Read) {
  return async (reader: Reader, page: PageRequest): Promise<Page<AccountView>> => {
    const rows = await read<AccountRow>(reader, LIST, [page.limit + 1, page.after ?? null])
    return pageOf(rows.map(toAccountView), page.limit, keyOf)
  }
}

const keyOf = (view: AccountView) => `${view.tenantId} ${view.platform} ${view.account}`

/** Columns that make an AccountRow, of a table aliased `o`. */
export const ACCOUNT_ROW = `o.id, o.tenant_id, o.platform, o.account, o.kind, o.credentials_ref, o.currency, o.limits, o.allowance,
  o.authenticated_at, o.closed_until, o.closed_reason, o.shared, o.created_at,
  (SELECT count(*) FROM action_attempts t
    WHERE t.platform = o.platform AND t.account = o.account AND t.tenant_id = o.tenant_id
      AND t.started_at > (SELECT clock_timestamp()) - interval '24 hours')::int AS attempts_24h`

const LIST = `
SELECT ${ACCOUNT_ROW}
FROM accounts o
WHERE $2::text IS NULL OR (o.tenant_id || ' ' || o.platform || ' ' || o.account) COLLATE "C" > $2::text
ORDER BY (o.tenant_id || ' ' || o.platform || ' ' || o.account) COLLATE "C"
LIMIT $1::int`

export interface AccountRow {
  id: string
  tenant_id: string
  platform: Platform
  account: string
  kind: string
  credentials_ref: string | null
  currency: string | null
  limits: JsonObject | null
  allowance: Allowance | null
  authenticated_at: Date | null
  closed_until: Date | null
  closed_reason: string | null
  shared: boolean
  created_at: Date
  attempts_24h: number
}

export function toAccountView(row: AccountRow): AccountView {
  return {
    ...{
      id: row.id,
      tenantId: row.tenant_id,
      platform: row.platform,
      account: row.account,
      kind: row.kind,
      shared: row.shared,
    },
    ...(row.credentials_ref === null ? {} : { credentialsRef: row.credentials_ref }),
    ...(row.currency === null ? {} : { currency: row.currency }),
    ...(row.limits === null ? {} : { limits: row.limits }),
    ...(row.allowance === null ? {} : { allowance: row.allowance }),
    ...(row.authenticated_at === null ? {} : { authenticatedAt: row.authenticated_at }),
    ...(row.closed_until === null ? {} : { closedUntil: row.closed_until }),
    ...(row.closed_reason === null ? {} : { closedReason: row.closed_reason }),
    ...{ attempts24h: row.attempts_24h, createdAt: row.created_at },
  }
}
