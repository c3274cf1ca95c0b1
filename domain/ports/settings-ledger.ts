// What a tenant's administrators, and ops, may set: kill switches, policies, accounts.
import type { AccountKind } from '../action/account-kind.ts'
import type { Platform } from '../action/action-status.ts'
import type { KillScope, KillTarget } from '../action/kill-switch.ts'
import type { Policy } from '../action/policy.ts'
import type { Actor } from '../actor.ts'
import type { JsonObject } from '../audit-entry.ts'
import type { ExpectedVersions } from '../expected-versions.ts'
import type { AccountView } from './account-view.ts'
import type { Reader } from './page.ts'

export interface KillSwitchView {
  scope: KillScope
  tenantId?: string
  platform?: Platform
  account?: string
  engaged: boolean
  reason: string
  changedBy: Actor
  changedAt: Date
}

export interface KillSwitchLedger {
  /** Those of the reader, and those that hold back everybody. */
  list(reader: Reader): Promise<KillSwitchView[]>
  /**
   * When it resolves, nothing more is claimed under an engaged switch.
   * @returns the actions whose attempts were open then: they may still reach their platform
   */
  set(change: { target: KillTarget; engaged: boolean; reason: string }, actor: Actor): Promise<{ stillOpen: string[] }>
}

export interface PolicyLedger {
  of(tenantId: string): Promise<Policy>
  /**
   * @param expected absent: whatever is in force
   * @throws MandateError VERSION_CONFLICT when the policy in force is none of those expected
   */
  set(
    tenantId: string,
    policy: Pick<Policy, 'rules' | 'governance'>,
    actor: Actor,
    expected?: ExpectedVersions,
  ): Promise<Policy>
}

export interface AccountChange {
  platform: Platform
  account: string
  kind: AccountKind
  credentialsRef: string
  currency?: string
  limits?: JsonObject
}

export interface AccountLedger {
  view(tenantId: string, platform: Platform, account: string): Promise<AccountView | undefined>
  /**
   * Makes the account or changes it, and has its credentials checked.
   * @returns its id, and whether it is new
   * @throws MandateError ALREADY_EXISTS when another tenant holds that identity
   */
  put(
    tenantId: string,
    change: AccountChange,
    actor: Actor,
    trace: string | undefined,
  ): Promise<{ id: string; created: boolean }>
  /** Has its credentials checked by a worker. @returns its id; undefined: the tenant has none of that name */
  check(tenantId: string, platform: Platform, account: string, trace: string | undefined): Promise<string | undefined>
  /** Whether a check of it is still to come. */
  isChecking(accountId: string): Promise<boolean>
}
