// What is set around the actuator: kill switches, policies, accounts.
import { z } from 'zod'
import { ACCOUNT_KINDS } from '../domain/action/account-kind.ts'
import { ActorShape } from './action.ts'
import { AccountName, Currency, Platform, Timestamp, text } from './primitives.ts'

const change = { engaged: z.boolean(), reason: text(2000) }

/** `PUT /kill-switch` */
const nothing = z.undefined().optional()
export const KillSwitchRequest = z.discriminatedUnion('scope', [
  z.strictObject({ scope: z.literal('global'), platform: nothing, account: nothing, ...change }),
  z.strictObject({ scope: z.literal('tenant'), platform: nothing, account: nothing, ...change }),
  z.strictObject({ scope: z.literal('platform'), platform: Platform, account: nothing, ...change }),
  z.strictObject({ scope: z.literal('account'), platform: Platform, account: AccountName, ...change }),
])
export type KillSwitchRequest = z.infer<typeof KillSwitchRequest>

export const PolicyRule = z.strictObject({
  match: z.strictObject({
    platform: Platform.optional(),
    /** Of the account, or of the payload. */
    kind: z.enum([...ACCOUNT_KINDS, 'post', 'ad']).optional(),
    /** Decimal, as `budget_bid`: from this amount on. */
    budget_min: z.number().min(0).max(10_000_000).optional(),
  }),
  /** Distinct people that must approve. */
  approvers: z.int().min(1).max(20),
})

export const GovernanceEntry = z.strictObject({ hash: text(200), name: text(200), active: z.boolean() })

/** `PUT /tenants/current/policy` */
export const PolicyRequest = z.strictObject({
  rules: z.array(PolicyRule).max(100).default([]),
  governance: z
    .array(GovernanceEntry)
    .max(1000)
    .default([])
    .refine(entries => new Set(entries.map(({ hash }) => hash)).size === entries.length, 'must name each hash once'),
})
export type PolicyRequest = z.infer<typeof PolicyRequest>

/** `GET /tenants/current/policy`; version 0: none was set. */
export const PolicyResource = PolicyRequest.extend({
  version: z.int(),
  changed_by: ActorShape.nullable(),
  changed_at: Timestamp.nullable(),
})

const Span = z.int().min(1).max(31_536_000)

/** `PUT /accounts/{platform}/{account}` */
export const AccountRequest = z.strictObject({
  kind: z.enum(ACCOUNT_KINDS),
  /** Where its credentials lie: `env:NAME`, `file:PATH`, `aws:SECRET_ID`. */
  credentials_ref: text(500),
  currency: Currency.optional(),
  limits: z
    .strictObject({
      /** So many posts in any span of so many seconds. */
      posts: z.strictObject({ count: z.int().min(1).max(1_000_000), seconds: Span }).optional(),
      /** So much may be spent in any span of so many seconds. */
      budget: z.strictObject({ amount_minor: z.int().min(0).max(1_000_000_000_000), seconds: Span }).optional(),
    })
    .optional(),
})
export type AccountRequest = z.infer<typeof AccountRequest>
