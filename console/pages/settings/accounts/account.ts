// A platform account as the API shows it.
import type { AccountRequest } from '#contracts/actuator-settings.ts'
import type { AccountKind } from '#domain/action/account-kind.ts'
import type { Platform } from '#domain/action/action-status.ts'
import type { Actor } from '#domain/actor.ts'

export interface Account {
  tenant_id: string
  platform: Platform
  account: string
  kind: AccountKind
  credentials_ref: string | null
  currency: string | null
  limits: AccountRequest['limits'] | null
  authenticated_at: string | null
  closed_until: string | null
  closed_reason: string | null
  reopens_at: string | null
  held_by: { scope: string; reason: string; since: string } | null
  shared: boolean
  used: {
    attempts_24h: number
    posts?: number
    budget_minor?: number
    platform?: { limit: number; remaining: number; resets_at: string }
  }
  changed_by: Actor | null
  changed_at: string | null
}
