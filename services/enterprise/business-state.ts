// What Enterprise knows of a tenant's business, and what it assumes of one it has never seen.
import { z } from 'zod'
import { Currency } from '#contracts/primitives.ts'

const amount = z.int().min(0).max(1_000_000_000_000)

/** Every kind of rule is enforced somewhere in `policy-verdict.ts`; an unknown one is refused, not kept for show. */
export const PolicyRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('forbidden_terms'), terms: z.array(z.string().min(1).max(200)).max(500) }),
  z.strictObject({ kind: z.literal('allowed_platforms'), platforms: z.array(z.string().min(1).max(50)).max(50) }),
  z.strictObject({ kind: z.literal('max_action_budget'), amount_minor: amount }),
  z.strictObject({ kind: z.literal('max_reservation'), amount_minor: amount }),
])
export type PolicyRule = z.infer<typeof PolicyRule>

export const Policy = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  active: z.boolean().default(true),
  rule: PolicyRule,
})
export type Policy = z.infer<typeof Policy>

export const Product = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  price_minor: amount,
  unit_cost_minor: amount,
  stock: z.int().min(0).max(1_000_000_000),
})
export type Product = z.infer<typeof Product>

export const BusinessState = z.strictObject({
  currency: Currency,
  /** For each calendar month, UTC. */
  budget_minor: amount,
  products: z.array(Product).max(1000).refine(hasDistinctIds, 'ids must be distinct'),
  policies: z.array(Policy).max(200).refine(hasDistinctIds, 'ids must be distinct'),
  /** Planning rates: what one minor unit of that currency is worth in minor units of ours. */
  exchange_rates: z.record(Currency, z.number().positive().max(1_000_000)),
})
export type BusinessState = z.infer<typeof BusinessState>

/** What `PUT /state` takes: the parts that change. */
export const StateChange = BusinessState.partial()
export type StateChange = z.infer<typeof StateChange>

export const SEEDED_STATE: BusinessState = {
  currency: 'EUR',
  budget_minor: 1_000_000,
  products: [{ id: 'core', name: 'Core offer', price_minor: 4900, unit_cost_minor: 1900, stock: 500 }],
  policies: [
    {
      id: 'brand-safety',
      name: 'No promises that nobody can keep',
      active: true,
      rule: {
        kind: 'forbidden_terms',
        terms: ['guaranteed returns', 'risk-free', 'get rich quick', 'miracle cure', '100% safe'],
      },
    },
    {
      id: 'platforms',
      name: 'Only platforms that we look after',
      active: true,
      rule: { kind: 'allowed_platforms', platforms: ['TWITTER', 'META', 'LINKEDIN', 'MOCK'] },
    },
    {
      id: 'spend-ceiling',
      name: 'No single action above the ceiling',
      active: true,
      rule: { kind: 'max_action_budget', amount_minor: 1_000_000 },
    },
  ],
  exchange_rates: {
    USD: 0.9,
    GBP: 1.15,
    CHF: 1.05,
    SEK: 0.09,
    DKK: 0.134,
    NOK: 0.085,
    PLN: 0.235,
    CAD: 0.65,
    AUD: 0.6,
    MXN: 0.05,
    BRL: 0.16,
  },
}

/** The factor from `currency` to the business's own; undefined when it plans with none. */
export function rateTo(state: BusinessState, currency: string): number | undefined {
  return currency === state.currency ? 1 : state.exchange_rates[currency]
}

function hasDistinctIds(list: readonly { id: string }[]): boolean {
  return new Set(list.map(({ id }) => id)).size === list.length
}
