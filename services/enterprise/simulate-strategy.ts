// What a strategy would bring: spend, reach, clicks, sales and margin, from nothing but the assumptions in the answer.
import type { SimulationReply, SimulationRequest } from '#contracts/upstream/enterprise.ts'
import type { BusinessState, Product } from './business-state.ts'
import { rateTo } from './business-state.ts'
import { type MarketAssumptions, marketOf, TARGET_SHARE } from './market-assumptions.ts'

/** How every figure of the answer follows from the assumptions beside it; money in the reply's currency. */
const FORMULAS = {
  cpm: 'cpm_minor / exchange_rate',
  needed_minor: 'sum over channels of ceil(max(0, audience * target_share - organic_reach) * cpm / 1000)',
  offered: 'budget_minor, or needed_minor without a budget; split evenly, the first channels get the odd units',
  'channel.spend_minor': 'min(offered to the channel, ceil((audience - organic_reach) * cpm / 1000))',
  'channel.reach': 'min(audience, organic_reach + floor(spend_minor * 1000 / cpm))',
  'channel.clicks': 'floor(reach * click_rate)',
  'channel.sales':
    'clicks * conversion_rate * min(1, stock / wanted), 4 places; wanted is the sum of clicks * conversion_rate',
  sales: 'floor(min(stock, wanted))',
  revenue_minor: 'round(sales * price_minor / exchange_rate)',
  margin_minor: 'round(sales * (price_minor - unit_cost_minor) / exchange_rate) - spend_minor',
} as const

/** undefined when the budget's currency is none that the business plans with. */
export function simulateStrategy(state: BusinessState, request: SimulationRequest): SimulationReply | undefined {
  const currency = request.budget?.currency ?? state.currency
  const rate = rateTo(state, currency)
  if (rate === undefined) return undefined
  const product = productFor(state, request.product)
  const markets = request.channels.map(({ platform, account }) => ({
    channel: `${platform}:${account}`,
    ...marketOf(platform),
    cpm: marketOf(platform).cpm_minor / rate,
  }))
  const neededMinor = sum(markets.map(neededOf))
  const offeredMinor = request.budget?.amount_minor ?? neededMinor
  const reached = markets.map((market, index) => reachOf(market, shareOf(offeredMinor, markets.length, index)))

  const wanted = sum(reached.map(({ clicks, conversion_rate }) => clicks * conversion_rate))
  const served = wanted === 0 ? 0 : Math.min(1, product.stock / wanted)
  const sales = Math.floor(Math.min(product.stock, wanted))
  const spendMinor = sum(reached.map(({ spend_minor }) => spend_minor))
  return {
    currency,
    needed_minor: neededMinor,
    spend_minor: spendMinor,
    reach: sum(reached.map(({ reach }) => reach)),
    clicks: sum(reached.map(({ clicks }) => clicks)),
    sales,
    revenue_minor: Math.round((sales * product.price_minor) / rate),
    margin_minor: Math.round((sales * (product.price_minor - product.unit_cost_minor)) / rate) - spendMinor,
    channels: reached.map(({ channel, spend_minor, reach, clicks, conversion_rate }) => ({
      channel,
      spend_minor,
      reach,
      sales: Math.round(clicks * conversion_rate * served * 10_000) / 10_000,
    })),
    assumptions: {
      exchange_rate: rate,
      business_currency: state.currency,
      budget_minor: request.budget?.amount_minor ?? null,
      target_share: TARGET_SHARE,
      product: product.id,
      price_minor: product.price_minor,
      unit_cost_minor: product.unit_cost_minor,
      stock: product.stock,
      channels: markets.map(({ cpm: _, ...market }) => market),
      formulas: FORMULAS,
    },
  }
}

interface Market extends MarketAssumptions {
  channel: string
  cpm: number
}

function neededOf({ audience, organic_reach, cpm }: Market): number {
  return Math.ceil((Math.max(0, audience * TARGET_SHARE - organic_reach) * cpm) / 1000)
}

function reachOf(market: Market, offeredMinor: number) {
  const { audience, organic_reach, cpm, click_rate } = market
  const spend_minor = Math.min(offeredMinor, Math.ceil(((audience - organic_reach) * cpm) / 1000))
  const reach = Math.min(audience, organic_reach + Math.floor((spend_minor * 1000) / cpm))
  return { ...market, spend_minor, reach, clicks: Math.floor(reach * click_rate) }
}

/** Never falls as the whole grows, so that more budget cannot take from a channel. */
function shareOf(wholeMinor: number, parts: number, index: number): number {
  return Math.floor((wholeMinor + parts - 1 - index) / parts)
}

/** By id or name; a product that is not known is taken for the first, and a business without any has none to sell. */
function productFor(state: BusinessState, asked: string | undefined): Product {
  const wanted = asked?.toLowerCase()
  const named = state.products.find(({ id, name }) => [id.toLowerCase(), name.toLowerCase()].includes(wanted ?? ''))
  return named ?? state.products[0] ?? { id: 'none', name: 'none', price_minor: 0, unit_cost_minor: 0, stock: 0 }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
