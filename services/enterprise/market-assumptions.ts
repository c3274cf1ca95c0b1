// What a simulation takes for granted of each platform. Planning figures, not measurements; they travel in every answer.

export interface MarketAssumptions {
  /** Minor units of the business's currency for a thousand people reached. */
  cpm_minor: number
  /** How many there are to be reached at all. */
  audience: number
  /** Reached without paying. */
  organic_reach: number
  click_rate: number
  conversion_rate: number
}

/** Part of the audience that a strategy aims at. */
export const TARGET_SHARE = 0.1

const MARKETS: Readonly<Record<string, MarketAssumptions>> = {
  TWITTER: { cpm_minor: 600, audience: 200_000, organic_reach: 800, click_rate: 0.012, conversion_rate: 0.02 },
  META: { cpm_minor: 900, audience: 500_000, organic_reach: 1500, click_rate: 0.015, conversion_rate: 0.025 },
  LINKEDIN: { cpm_minor: 3000, audience: 80_000, organic_reach: 400, click_rate: 0.01, conversion_rate: 0.04 },
  MOCK: { cpm_minor: 100, audience: 100_000, organic_reach: 500, click_rate: 0.02, conversion_rate: 0.03 },
}
const UNKNOWN: MarketAssumptions = {
  cpm_minor: 1000,
  audience: 50_000,
  organic_reach: 100,
  click_rate: 0.01,
  conversion_rate: 0.01,
}

export function marketOf(platform: string): MarketAssumptions {
  return MARKETS[platform] ?? UNKNOWN
}
