// The usage headers of the Graph API: percent of a window, and minutes until there is access again.
import type { Standing } from '../limits.ts'
import type { Surface } from './surface-of.ts'

const TYPES: Record<Surface, string> = { page: 'pages', instagram: 'instagram', ads: 'ads_management' }

/** @param now what the minutes are counted from */
export function usageHeaders(surface: Surface, account: string, standing: Standing, now: Date): Record<string, string> {
  const percent = standing.limit === 0 ? 100 : Math.round((1 - standing.remaining / standing.limit) * 100)
  const waitSeconds = standing.allowed ? 0 : Math.max(0, (standing.resetAt.getTime() - now.getTime()) / 1000)
  const usage = { call_count: percent, total_cputime: 0, total_time: 0 }
  const business = {
    // Rounded up, for whoever comes back at that minute must find room.
    [account]: [{ type: TYPES[surface], ...usage, estimated_time_to_regain_access: Math.ceil(waitSeconds / 60) }],
  }
  return {
    'x-business-use-case-usage': JSON.stringify(business),
    ...(surface === 'page' ? { 'x-page-usage': JSON.stringify(usage) } : {}),
    ...(surface === 'ads'
      ? {
          'x-ad-account-usage': JSON.stringify({
            acc_id_util_pct: percent,
            reset_time_duration: Math.ceil(waitSeconds),
            ads_api_access_tier: 'standard_access',
          }),
        }
      : {}),
  }
}
