// Accounts of a reader, in pages by platform and name.
import type { Platform } from '#domain/action/action-status.ts'
import type { Actor } from '#domain/actor.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { AccountView } from '#domain/ports/account-view.ts'
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

/** As `governance.claim_action` counts it; null without such a limit. */
function usedOf(limit: 'posts' | 'budget', sum: string, counts: string): string {
  const span = `make_interval(secs => (o.limits->'${limit}'->>'seconds')::float8)`
  return `CASE WHEN jsonb_typeof(o.limits->'${limit}') = 'object' THEN (SELECT ${sum} FROM action_attempts t
    WHERE t.platform = o.platform AND t.account = o.account AND t.tenant_id = o.tenant_id AND ${counts}
      AND (t.ended_at IS NULL OR t.ended_at > clock_timestamp() - ${span})) END::float8`
}

/** Columns that make an AccountRow, of a table aliased `o`. */
export const ACCOUNT_ROW = `o.id, o.tenant_id, o.platform, o.account, o.kind, o.credentials_ref, o.currency, o.limits, o.allowance,
  o.authenticated_at, o.closed_until, o.closed_reason, o.shared, o.created_at,
  (SELECT count(*) FROM action_attempts t
    WHERE t.platform = o.platform AND t.account = o.account AND t.tenant_id = o.tenant_id
      AND t.started_at > (SELECT clock_timestamp()) - interval '24 hours')::int AS attempts_24h,
  greatest(
    CASE WHEN o.closed_until > clock_timestamp() THEN o.closed_until END,
    (SELECT w.closed_until FROM platform_windows w WHERE w.platform = o.platform AND w.closed_until > clock_timestamp())
  ) AS reopens_at,
  (SELECT json_build_object('scope', k.scope, 'reason', k.reason, 'since', k.changed_at) FROM kill_switches k
    WHERE k.engaged AND (k.tenant_id IS NULL OR k.tenant_id = o.tenant_id) AND (k.platform IS NULL OR k.platform = o.platform)
      AND (k.account IS NULL OR k.account = o.account)
    ORDER BY k.tenant_id NULLS FIRST, k.platform NULLS FIRST, k.account NULLS FIRST LIMIT 1) AS held,
  ${usedOf('posts', 'count(*)', `t.outcome NOT IN ('NOT_SENT', 'RATE_LIMITED')`)} AS used_posts,
  ${usedOf('budget', 'coalesce(sum(t.amount_minor), 0)', `t.outcome IN ('INTENT', 'UNKNOWN', 'ACCEPTED')`)} AS used_budget,
  (SELECT json_build_object('by', json_build_object('sub', l.actor_sub, 'principal', l.actor_principal), 'at', l.at)
    FROM audit_log l WHERE l.subject_id = o.id AND l.action IN ('account.created', 'account.changed')
    ORDER BY l.seq DESC LIMIT 1) AS changed`

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
  reopens_at: Date | null
  held: { scope: string; reason: string; since: string } | null
  used_posts: number | null
  used_budget: number | null
  changed: { by: Actor; at: string } | null
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
    ...(row.reopens_at === null ? {} : { reopensAt: row.reopens_at }),
    ...(row.held === null ? {} : { heldBy: { ...row.held, since: new Date(row.held.since) } }),
    usedOfLimits: {
      ...(row.used_posts === null ? {} : { posts: row.used_posts }),
      ...(row.used_budget === null ? {} : { budgetMinor: row.used_budget }),
    },
    ...(row.changed === null ? {} : { changed: { by: row.changed.by, at: new Date(row.changed.at) } }),
  }
}
