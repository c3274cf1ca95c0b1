import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { SimulationReply, type SimulationRequest } from '#contracts/upstream/enterprise.ts'
import { type BusinessState, SEEDED_STATE } from '#services/enterprise/business-state.ts'
import { simulateStrategy } from '#services/enterprise/simulate-strategy.ts'

const channels = fc.uniqueArray(
  fc.record({
    platform: fc.constantFrom('TWITTER' as const, 'META' as const, 'LINKEDIN' as const, 'MOCK' as const),
    account: fc.constantFrom('a', 'b', 'c'),
  }),
  { minLength: 1, maxLength: 6, selector: ({ platform, account }) => platform + account },
)
const budget = fc.nat(30_000_000)
const stock = fc.nat(3000)
const currency = fc.constantFrom('EUR', 'USD', 'SEK')

function stocked(stockLeft: number): BusinessState {
  return { ...SEEDED_STATE, products: SEEDED_STATE.products.map(product => ({ ...product, stock: stockLeft })) }
}

function simulated(
  state: BusinessState,
  amountMinor: number | undefined,
  on: SimulationRequest['channels'],
  inCurrency = 'EUR',
) {
  const asked = amountMinor === undefined ? {} : { budget: { amount_minor: amountMinor, currency: inCurrency } }
  const reply = simulateStrategy(state, { tenant_id: randomUUID(), channels: on, ...asked })
  return SimulationReply.parse(reply)
}

const Assumptions = z.object({
  exchange_rate: z.number(),
  budget_minor: z.int().nullable(),
  target_share: z.number(),
  price_minor: z.int(),
  unit_cost_minor: z.int(),
  stock: z.int(),
  channels: z.array(
    z.object({
      channel: z.string(),
      cpm_minor: z.number(),
      audience: z.number(),
      organic_reach: z.number(),
      click_rate: z.number(),
      conversion_rate: z.number(),
    }),
  ),
})

it('more budget never lowers the reach, of any channel or of all', () => {
  fc.assert(
    fc.property(channels, budget, budget, currency, (on, some, more, inCurrency) => {
      const less = simulated(SEEDED_STATE, some, on, inCurrency)
      const richer = simulated(SEEDED_STATE, some + more, on, inCurrency)
      expect(richer.reach).toBeGreaterThanOrEqual(less.reach)
      for (const [index, { reach }] of less.channels.entries()) {
        expect(richer.channels[index]?.reach).toBeGreaterThanOrEqual(reach)
      }
    }),
  )
})

it('without stock nothing is sold, and never more than the stock', () => {
  fc.assert(
    fc.property(channels, budget, stock, (on, some, left) => {
      const none = simulated(stocked(0), some, on)
      expect([none.sales, none.revenue_minor, none.margin_minor]).toEqual([0, 0, 0 - none.spend_minor])
      expect(none.channels.every(({ sales }) => sales === 0)).toBe(true)
      expect(simulated(stocked(left), some, on).sales).toBeLessThanOrEqual(left)
    }),
  )
})

it('never spends more than the budget, and its channels add up', () => {
  fc.assert(
    fc.property(channels, budget, (on, some) => {
      const reply = simulated(SEEDED_STATE, some, on)
      expect(reply.spend_minor).toBeLessThanOrEqual(some)
      expect(reply.channels.reduce((sum, { spend_minor }) => sum + spend_minor, 0)).toBe(reply.spend_minor)
      expect(reply.channels.reduce((sum, { reach }) => sum + reach, 0)).toBe(reply.reach)
    }),
  )
})

it('what is needed does not depend on the budget, and without one it is what is spent', () => {
  fc.assert(
    fc.property(channels, budget, (on, some) => {
      const free = simulated(SEEDED_STATE, undefined, on)
      expect(simulated(SEEDED_STATE, some, on).needed_minor).toBe(free.needed_minor)
      expect(free.spend_minor).toBe(free.needed_minor)
    }),
  )
})

it('every figure is reproduced from the assumptions in the answer by the formulas in it', () => {
  fc.assert(
    fc.property(channels, fc.option(budget, { nil: undefined }), stock, currency, (on, some, left, inCurrency) => {
      const reply = simulated(stocked(left), some, on, inCurrency)
      const given = Assumptions.parse(reply.assumptions)
      const rate = given.exchange_rate
      const costs = given.channels.map(c => {
        const cost = (people: number) =>
          Math.ceil((Math.max(0, people - c.organic_reach) * (c.cpm_minor / rate)) / 1000)
        return { need: cost(c.audience * given.target_share), full: cost(c.audience) }
      })
      const needed = costs.reduce((sum, { need }) => sum + need, 0)
      const full = costs.reduce((sum, cost) => sum + cost.full, 0)
      const offered = Math.min(given.budget_minor ?? needed, full)
      const parts = given.channels.map((c, index) => {
        const { need, full: most } = costs[index] ?? { need: 0, full: 0 }
        const spend =
          offered <= needed
            ? Math.floor((offered * need) / needed)
            : need + Math.floor(((offered - needed) * (most - need)) / (full - needed))
        const reach = Math.min(c.audience, c.organic_reach + Math.floor((spend * 1000) / (c.cpm_minor / rate)))
        const clicks = Math.floor(reach * c.click_rate)
        return { spend, reach, clicks, wanted: clicks * c.conversion_rate }
      })
      const total = (pick: (part: (typeof parts)[number]) => number) => parts.map(pick).reduce((a, b) => a + b, 0)
      const sales = Math.floor(
        Math.min(
          given.stock,
          total(({ wanted }) => wanted),
        ),
      )
      expect(reply).toMatchObject({
        needed_minor: needed,
        spend_minor: total(({ spend }) => spend),
        reach: total(({ reach }) => reach),
        clicks: total(({ clicks }) => clicks),
        sales,
        revenue_minor: Math.round((sales * given.price_minor) / rate),
        margin_minor:
          Math.round((sales * (given.price_minor - given.unit_cost_minor)) / rate) - total(({ spend }) => spend),
      })
    }),
  )
})

it('sells the product asked for by name, and a currency without a rate cannot be planned with', () => {
  const state = {
    ...SEEDED_STATE,
    products: [...SEEDED_STATE.products, { id: 'x1', name: 'Extra', price_minor: 100, unit_cost_minor: 1, stock: 5 }],
  }
  const on = [{ platform: 'MOCK' as const, account: 'a' }]
  expect(
    simulateStrategy(state, { tenant_id: randomUUID(), channels: on, product: 'extra' })?.assumptions.product,
  ).toBe('x1')
  expect(
    simulateStrategy(state, { tenant_id: randomUUID(), channels: on, budget: { amount_minor: 1, currency: 'XXX' } }),
  ).toBeUndefined()
})
