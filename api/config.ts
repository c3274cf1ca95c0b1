// Settings of an API process.
import { z } from 'zod'
import { COMMAND_SETTINGS } from '#queues/command/command-settings.ts'
import { ChannelList, Flag, parseSettings, whole } from '#queues/parse-settings.ts'
import { Rate } from '#queues/rate.ts'
import { REDIS_SETTINGS } from '#queues/redis/redis-settings.ts'

const Url = z.url({ protocol: /^https?$/ })

export type ApiConfig = ReturnType<typeof apiConfig>

/** @throws SettingsError naming every wrong setting */
export function apiConfig(env: NodeJS.ProcessEnv) {
  return parseSettings(
    {
      API_PORT: whole(0, 65_535).default(3000),
      HOST: z.string().default('127.0.0.1'),
      METRICS_PORT: whole(0, 65_535).default(9464),
      METRICS_HOST: z.string().default('127.0.0.1'),
      DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
      DATABASE_POOL: whole(1, 200).default(6),
      ...REDIS_SETTINGS,
      S3_ENDPOINT: Url.optional(),
      S3_REGION: z.string().default('us-east-1'),
      S3_ACCESS_KEY_ID: z.string().optional(),
      S3_SECRET_ACCESS_KEY: z.string().optional(),
      S3_BUCKET: z.string().default('mandate'),
      S3_AUDIT_BUCKET: z.string().default('mandate-audit'),
      OIDC_ISSUER: Url,
      OIDC_AUDIENCE: z.string().default('mandate'),
      OIDC_JWKS_URL: Url.optional(),
      OIDC_CLAIM_SUB: z.string().default('sub'),
      OIDC_CLAIM_TENANT: z.string().default('tenant_id'),
      OIDC_CLAIM_SCOPE: z.string().default('scope'),
      OIDC_CLAIM_PRINCIPAL: z.string().default('principal'),
      ...COMMAND_SETTINGS,
      SERVICE_ENTERPRISE_URL: Url.default('http://127.0.0.1:8006'),
      API_RATE_LIMIT: Rate.default({ count: 600_000, seconds: 60 }),
      CORS_ORIGINS: OriginList.default([]),
      JSON_LIMIT_BYTES: whole(1024, 100_000_000).default(1024 * 1024),
      BATCH_LIMIT_BYTES: whole(1024, 100_000_000).default(8 * 1024 * 1024),
      MAX_RETRIES: whole(0, 100).default(3),
      DEFAULT_CHANNELS: ChannelList.default([]),
      ACCOUNTS_ON_FIRST_USE: Flag.default(false),
      DRAIN_MS: whole(0, 600_000).default(10_000),
      LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    },
    env,
  )
}

/** Exact origins: a wildcard would let any page of the web read with a visitor's token. */
const OriginList = z.string().transform((list, context) =>
  list
    .split(/[\s,]+/)
    .filter(word => word !== '')
    .map(word => {
      if (!URL.canParse(word) || new URL(word).origin !== word || word.includes('*'))
        context.addIssue({ code: 'custom', message: `${word} is not an exact origin such as https://app.example.com` })
      return word
    }),
)
