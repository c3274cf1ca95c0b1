// A platform account as its tenant sees it.
import { z } from 'zod'
import { Platform, Timestamp, Uuid } from '#contracts/primitives.ts'
import type { AccountView } from '#domain/ports/action-ledger.ts'
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
  shared: z.boolean(),
  /** `platform`: what the platform last said is left of its window. */
  used: z.object({
    attempts_24h: z.int(),
    platform: z.object({ limit: z.number(), remaining: z.number(), resets_at: Timestamp }).optional(),
  }),
  created_at: Timestamp,
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
    shared: view.shared,
    used: {
      attempts_24h: view.attempts24h,
      ...(view.allowance === undefined ? {} : { platform: left(view.allowance) }),
    },
    created_at: view.createdAt.toISOString(),
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
  'created_at',
] as const

export function accountRow(view: AccountView): Record<(typeof ACCOUNT_COLUMNS)[number], unknown> {
  const { used, limits: _, credentials_ref: __, ...plain } = accountResource(view)
  return { ...plain, attempts_24h: used.attempts_24h }
}
