// A tenant's policy: how many distinct people must approve what, and which governance hashes are in force.
import type { Actor } from '../actor.ts'
import type { AccountKind } from './account-kind.ts'
import type { Platform } from './action-status.ts'

export interface Policy {
  version: number
  rules: readonly PolicyRule[]
  governance: readonly GovernanceEntry[]
  /** Who set it and when; absent: nobody did. */
  changed?: { by: Actor; at: Date }
}

export interface PolicyRule {
  match: {
    platform?: Platform | undefined
    /** Of the account or of the payload. */
    kind?: AccountKind | 'post' | 'ad' | undefined
    /** Decimal, as `budget_bid`: from this amount on. */
    budget_min?: number | undefined
  }
  approvers: number
}

export interface GovernanceEntry {
  hash: string
  name: string
  active: boolean
}

/** Where nothing was set: one person, any governance hash. */
export const NO_POLICY: Policy = { version: 0, rules: [], governance: [] }

export interface Governed {
  platform: Platform
  accountKind: AccountKind
  payload: { kind?: 'post' | 'instagram' | 'ad' | undefined; budget_bid?: number | undefined }
  governanceHash: string
}

/** How many distinct people must approve it: of all rules that match, the strictest counts; one where none does. */
export function approversFor(policy: Policy, action: Omit<Governed, 'governanceHash'>): number {
  return policy.rules
    .filter(({ match }) => matches(match, action))
    .reduce((most, { approvers }) => Math.max(most, approvers), 1)
}

/** Whether its governance hash is in force; where none is registered there is nothing it could be out of date with. */
export function isGoverned(policy: Policy, { governanceHash }: Pick<Governed, 'governanceHash'>): boolean {
  return (
    policy.governance.length === 0 || policy.governance.some(({ hash, active }) => active && hash === governanceHash)
  )
}

function matches(match: PolicyRule['match'], { platform, accountKind, payload }: Omit<Governed, 'governanceHash'>) {
  return (
    (match.platform === undefined || match.platform === platform) &&
    (match.kind === undefined || match.kind === accountKind || match.kind === payload.kind) &&
    (match.budget_min === undefined || (payload.budget_bid ?? 0) >= match.budget_min)
  )
}
