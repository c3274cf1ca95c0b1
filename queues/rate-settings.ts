// How often may be posted, as settings say it: workers keep to it, the API tells how much of it is used.
import { PLATFORMS, type Platform } from '#domain/action/action-status.ts'
import { Rate } from './rate.ts'

/** @see https://docs.x.com/x-api/fundamentals/rate-limits; Meta: 200 calls an hour and user */
export const RATE_SETTINGS = {
  RATE_TWITTER: Rate.default({ count: 10_000, seconds: 86_400 }),
  RATE_META: Rate.optional(),
  RATE_LINKEDIN: Rate.optional(),
  RATE_MOCK: Rate.optional(),
  ACCOUNT_RATE_TWITTER: Rate.default({ count: 100, seconds: 900 }),
  ACCOUNT_RATE_META: Rate.default({ count: 200, seconds: 3600 }),
  ACCOUNT_RATE_LINKEDIN: Rate.optional(),
  ACCOUNT_RATE_MOCK: Rate.optional(),
}

type RateConfig = { [K in keyof typeof RATE_SETTINGS]?: Rate | undefined }
/** app: of the whole platform. account: where an account sets none of its own. Absent: no limit. */
export type PlatformRates = Record<Platform, { app?: Rate; account?: Rate }>

export function platformRates(config: RateConfig): PlatformRates {
  const rates = PLATFORMS.map(platform => {
    const [app, account] = [config[`RATE_${platform}`], config[`ACCOUNT_RATE_${platform}`]]
    return [platform, { ...(app === undefined ? {} : { app }), ...(account === undefined ? {} : { account }) }] as const
  })
  return Object.fromEntries(rates) as PlatformRates // every platform is there
}
