// What the API shows of an account, as the ledger gives it.
import type { Platform } from '../action/action-status.ts'
import type { Actor } from '../actor.ts'
import type { JsonObject } from '../audit-entry.ts'
import type { Allowance } from './platform.ts'

export interface AccountView {
  id: string
  tenantId: string
  platform: Platform
  account: string
  kind: string
  credentialsRef?: string
  currency?: string
  limits?: JsonObject
  /** What the platform last said is left of its window. */
  allowance?: Allowance
  authenticatedAt?: Date
  closedUntil?: Date
  closedReason?: string
  shared: boolean
  /** Attempts of the last 24 hours. */
  attempts24h: number
  createdAt: Date
  /** When it takes posts again; absent: it does now, as far as closures and full windows are concerned. */
  reopensAt?: Date
  /** An engaged kill switch that holds it: the one that holds most. */
  heldBy?: { scope: string; reason: string; since: Date }
  /** Of its own limits: posts and money inside their windows, as a claim counts them. */
  usedOfLimits: { posts?: number; budgetMinor?: number }
  /** Who set it last; absent: nobody, it was named first by a proposal. */
  changed?: { by: Actor; at: Date }
}
