// Settings of a board process.
import { z } from 'zod'
import { Flag, parseSettings, whole } from '#queues/parse-settings.ts'
import { REDIS_SETTINGS } from '#queues/redis/redis-settings.ts'
import { surroundingSettings } from '#queues/surroundings/surrounding-settings.ts'
import { TRACING_SETTINGS } from '#queues/tracing/tracing-settings.ts'
import { RightsSetting } from './changes/rights.ts'

const Url = z.url({ protocol: /^https?$/ })
/** Where people find something: an origin, no path. */
const Origin = Url.refine(
  url => new URL(url).pathname === '/',
  'is an origin such as https://board.example.com',
).transform(url => new URL(url).origin)

export type BoardConfig = ReturnType<typeof boardConfig>

/** @throws SettingsError naming every wrong setting */
export function boardConfig(env: NodeJS.ProcessEnv) {
  return parseSettings(
    {
      BOARD_PORT: whole(0, 65_535).default(3001),
      HOST: z.string().default('127.0.0.1'),
      METRICS_PORT: whole(0, 65_535).default(9466),
      METRICS_HOST: z.string().default('127.0.0.1'),
      DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
      ...REDIS_SETTINGS,
      ...surroundingSettings(env),
      ...TRACING_SETTINGS,
      /** Where a browser finds the API: what jobs link to. */
      API_URL: Url.default('http://127.0.0.1:3000').transform(url => url.replace(/\/+$/, '')),
      /** Where browsers find this board. Absent: on loopback only. */
      BOARD_URL: Origin.optional(),
      OIDC_ISSUER: Url,
      OIDC_AUDIENCE: z.string().default('mandate'),
      OIDC_JWKS_URL: Url.optional(),
      OIDC_CLAIM_SUB: z.string().default('sub'),
      OIDC_CLAIM_SCOPE: z.string().default('scope'),
      OIDC_CLAIM_PRINCIPAL: z.string().default('principal'),
      BOARD_CLIENT_ID: z.string().default('mandate-board'),
      /** Absent: a public client, which PKCE protects. */
      BOARD_CLIENT_SECRET: z.string().optional(),
      BOARD_SIGN_IN_SCOPE: z.string().default('openid ops'),
      /** What some providers want besides, as a query string: `audience=mandate`. */
      BOARD_SIGN_IN_PARAMS: z.string().default(''),
      /** Seals the cookies. Absent: made up at start, so that sessions end with the process and no second replica knows them. */
      BOARD_SESSION_KEY: z.string().min(32).optional(),
      BOARD_SESSION_S: whole(60, 43_200).default(3600),
      /** Which changes need more than `ops`. */
      BOARD_RIGHTS: RightsSetting,
      BOARD_READ_ONLY: Flag.default(false),
      /** Shown on every page, so that nobody takes one environment for another. */
      BOARD_ENVIRONMENT: z.string().max(40).optional(),
      BOARD_ENVIRONMENT_COLOR: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i, 'is a colour such as #a33b20')
        .default('#4a5568'),
      DRAIN_MS: whole(0, 600_000).default(5000),
      LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    },
    env,
  )
}
