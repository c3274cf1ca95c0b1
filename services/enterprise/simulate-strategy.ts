// What a strategy would bring: spend, reach, clicks, sales and margin, from nothing but the assumptions in the answer.
import type { SimulationReply, SimulationRequest } from '#contracts/upstream/enterprise.ts'
import type { BusinessState, Product } from './business-state.ts'
import { rateTo } from './business-state.ts'
import { type MarketAssumptions, marketOf, TARGET_SHARE } from './market-assumptions.ts'

/** How every figure of the answer follows from the assumptions beside it; money in the reply's currency. */
const FORMULAS = {
  cpm: 'cpm_minor / exchange_rate',
  'channel.need': 'ceil(max(0, audience * target_share - organic_reach) * cpm / 1000)',
  'channel.full': 'max(need, ceil((audience - organic_reach) * cpm / 1000))',
  needed_minor: 'sum of need',
  offered: 'min(budget_minor, sum of full); needed_minor without a budget',
  'channel.spend_minor':
    'floor(offered * need / needed_minor) up to needed_minor; above it need + floor((offered - needed_minor) * (full - need) / (sum of full - needed_minor))',
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
  const markets = request.channels.map(({ platform, account }) => marketIn(rate, platform, account))
  const neededMinor = sum(markets.map(({ need }) => need))
  const fullMinor = sum(markets.map(({ full }) => full))
  const offeredMinor = Math.min(request.budget?.amount_minor ?? neededMinor, fullMinor)
  const reached = markets.map(market => reachOf(market, shareOf(market, offeredMinor, neededMinor, fullMinor)))

  const wanted = sum(reached.map(({ clicks, market }) => clicks * market.conversion_rate))
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
    channels: reached.map(({ channel, spend_minor, reach, clicks, market }) => ({
      channel,
      spend_minor,
      reach,
      sales: Math.round(clicks * market.conversion_rate * served * 10_000) / 10_000,
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
      channels: markets.map(({ channel, market }) => ({ channel, ...market })),
      formulas: FORMULAS,
    },
  }
}

interface Market {
  channel: string
  market: MarketAssumptions
  /** Like need and full in the reply's currency. */
  cpm: number
  /** What the aim costs. */
  need: number
  /** What everybody costs; nothing more can be spent. */
  full: number
}

function marketIn(rate: number, platform: string, account: string): Market {
  const market = marketOf(platform)
  const cpm = market.cpm_minor / rate
  const costOf = (people: number) => Math.ceil((Math.max(0, people - market.organic_reach) * cpm) / 1000)
  const need = costOf(market.audience * TARGET_SHARE)
  return { channel: `${platform}:${account}`, market, cpm, need, full: Math.max(need, costOf(market.audience)) }
}

/** In proportion to need up to the aim, then to what room is left: no share ever falls as the whole grows. */
function shareOf({ need, full }: Market, offeredMinor: number, neededMinor: number, fullMinor: number): number {
  if (offeredMinor <= neededMinor) return neededMinor === 0 ? 0 : Math.floor((offeredMinor * need) / neededMinor)
  return need + Math.floor(((offeredMinor - neededMinor) * (full - need)) / (fullMinor - neededMinor))
}

function reachOf({ channel, market, cpm }: Market, spend_minor: number) {
  const reach = Math.min(market.audience, market.organic_reach + Math.floor((spend_minor * 1000) / cpm))
  return { channel, market, spend_minor, reach, clicks: Math.floor(reach * market.click_rate) }
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
