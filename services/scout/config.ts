// The settings of scout, parsed once.
import { z } from 'zod'
import { serviceConfig } from '#services/kernel/service-config.ts'

const ms = (fallback: number) => z.coerce.number().int().min(1).max(600_000).default(fallback)

const EXTRA = {
  /** URLs, files, folders or globs, apart by commas or line ends (a comma inside a URL is written %2C). */
  SCOUT_FEEDS: z
    .string()
    .default('')
    .transform(list => [
      ...new Set(
        list
          .split(/[,\n]/)
          .map(place => place.trim())
          .filter(place => place !== ''),
      ),
    ]),
  NEWS_API_KEY: z.string().optional(),
  NEWS_API_URL: z.url({ protocol: /^https?$/ }).default('https://newsapi.org'),
  TWITTER_BEARER_TOKEN: z.string().optional(),
  TWITTER_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.x.com'),
  /** One source, from connection to last byte. */
  SCOUT_SOURCE_TIMEOUT_MS: ms(8000),
  SCOUT_PARSE_TIMEOUT_MS: ms(2000),
  SCOUT_MAX_BYTES: z.coerce.number().int().min(1000).max(100_000_000).default(5_000_000),
  SCOUT_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
  /** A remote source is not asked again within this time, whether it answered or failed. */
  SCOUT_FRESH_MS: z.coerce.number().int().min(0).max(86_400_000).default(30_000),
}

export type ScoutConfig = ReturnType<typeof scoutConfig>

export function scoutConfig(env: NodeJS.ProcessEnv) {
  return serviceConfig(env, EXTRA)
}
