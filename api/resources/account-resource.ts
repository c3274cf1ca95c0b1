// A platform account as its tenant sees it.
import { z } from 'zod'
import { ActorShape } from '#contracts/action.ts'
import { Platform, Timestamp, Uuid } from '#contracts/primitives.ts'
import type { AccountView } from '#domain/ports/account-view.ts'
import type { Allowance } from '#domain/ports/platform.ts'

export const AccountResource = z.object({
  tenant_id: Uuid,
  platform: Platform,
  account: z.string(),
  kind: z.string(),
  credentials_ref: z.string().nullable(),
  currency: z.string().nullable(),
  limits: z.record(z.string(), z.json()).nullable(),
  authenticated_at: Timestamp.nullable(),
  closed_until: Timestamp.nullable(),
  closed_reason: z.string().nullable(),
  /** When it takes posts again, closed by a platform's word or a full window, its own or the app's; null: it takes them now. */
  reopens_at: Timestamp.nullable(),
  /** The engaged kill switch that holds it, the widest of several. */
  held_by: z.object({ scope: z.string(), reason: z.string(), since: Timestamp }).nullable(),
  shared: z.boolean(),
  /** `platform`: what the platform last said is left of its window; `posts`, `budget_minor`: inside the windows of its own `limits`. */
  used: z.object({
    attempts_24h: z.int(),
    posts: z.int().optional(),
    budget_minor: z.int().optional(),
    platform: z.object({ limit: z.number(), remaining: z.number(), resets_at: Timestamp }).optional(),
  }),
  created_at: Timestamp,
  /** Who set it last; null: it came into being when a proposal named it. */
  changed_by: ActorShape.nullable(),
  changed_at: Timestamp.nullable(),
})

export function accountResource(view: AccountView): z.input<typeof AccountResource> {
  return {
    tenant_id: view.tenantId,
    platform: view.platform,
    account: view.account,
    kind: view.kind,
    credentials_ref: view.credentialsRef ?? null,
    currency: view.currency ?? null,
    limits: view.limits ?? null,
    authenticated_at: view.authenticatedAt?.toISOString() ?? null,
    closed_until: view.closedUntil?.toISOString() ?? null,
    closed_reason: view.closedReason ?? null,
    reopens_at: view.reopensAt?.toISOString() ?? null,
    held_by: view.heldBy === undefined ? null : { ...view.heldBy, since: view.heldBy.since.toISOString() },
    shared: view.shared,
    used: {
      attempts_24h: view.attempts24h,
      ...(view.usedOfLimits.posts === undefined ? {} : { posts: view.usedOfLimits.posts }),
      ...(view.usedOfLimits.budgetMinor === undefined ? {} : { budget_minor: view.usedOfLimits.budgetMinor }),
      ...(view.allowance === undefined ? {} : { platform: left(view.allowance) }),
    },
    created_at: view.createdAt.toISOString(),
    changed_by: view.changed?.by ?? null,
    changed_at: view.changed?.at.toISOString() ?? null,
  }
}

function left({ limit, remaining, resetsAtMs }: Allowance) {
  return { limit, remaining, resets_at: new Date(resetsAtMs).toISOString() }
}

export const ACCOUNT_COLUMNS = [
  'tenant_id',
  'platform',
  'account',
  'kind',
  'currency',
  'shared',
  'attempts_24h',
  'authenticated_at',
  'closed_until',
  'closed_reason',
  'reopens_at',
  'created_at',
] as const

export function accountRow(view: AccountView): Record<(typeof ACCOUNT_COLUMNS)[number], unknown> {
  const { used, limits: _, credentials_ref: __, held_by: ___, changed_by: ____, ...plain } = accountResource(view)
  return { ...plain, attempts_24h: used.attempts_24h }
}
