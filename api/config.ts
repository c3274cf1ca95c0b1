// Settings of an API process.
import { z } from 'zod'
import { COMMAND_SETTINGS } from '#queues/command/command-settings.ts'
import { ChannelList, Flag, parseSettings, whole } from '#queues/parse-settings.ts'
import { Rate } from '#queues/rate.ts'
import { RATE_SETTINGS } from '#queues/rate-settings.ts'
import { REDIS_SETTINGS } from '#queues/redis/redis-settings.ts'
import { surroundingSettings } from '#queues/surroundings/surrounding-settings.ts'
import { TRACING_SETTINGS } from '#queues/tracing/tracing-settings.ts'
import { WEBHOOK_SETTINGS } from '#queues/webhook/webhook-settings.ts'
import { SCOPES } from './auth/caller.ts'

const Url = z.url({ protocol: /^https?$/ })
const Origin = Url.refine(
  url => new URL(url).pathname === '/',
  'is an origin such as https://mandate.example.com',
).transform(url => new URL(url).origin)

export type ApiConfig = ReturnType<typeof apiConfig>

/** @throws SettingsError naming every wrong setting */
export function apiConfig(env: NodeJS.ProcessEnv) {
  return parseSettings(
    {
      API_PORT: whole(0, 65_535).default(3000),
      GRPC_PORT: whole(0, 65_535).default(50_051),
      HOST: z.string().default('127.0.0.1'),
      METRICS_PORT: whole(0, 65_535).default(9464),
      METRICS_HOST: z.string().default('127.0.0.1'),
      DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
      /** A streaming replica: takes the reads that it is far enough for. */
      DATABASE_READ_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
      DATABASE_POOL: whole(1, 200).default(6),
      ...REDIS_SETTINGS,
      ...surroundingSettings(env),
      ...TRACING_SETTINGS,
      S3_ENDPOINT: Url.optional(),
      S3_PUBLIC_ENDPOINT: Url.optional(),
      S3_REGION: z.string().default('us-east-1'),
      S3_ACCESS_KEY_ID: z.string().optional(),
      S3_SECRET_ACCESS_KEY: z.string().optional(),
      S3_BUCKET: z.string().default('mandate'),
      S3_AUDIT_BUCKET: z.string().default('mandate-audit'),
      S3_CUSTODY_BUCKET: z.string().default('mandate-custody'),
      OIDC_ISSUER: Url,
      OIDC_AUDIENCE: z.string().default('mandate'),
      OIDC_JWKS_URL: Url.optional(),
      OIDC_CLAIM_SUB: z.string().default('sub'),
      OIDC_CLAIM_TENANT: z.string().default('tenant_id'),
      OIDC_CLAIM_SCOPE: z.string().default('scope'),
      OIDC_CLAIM_PRINCIPAL: z.string().default('principal'),
      /** Pages for people at /console. */
      CONSOLE: Flag.default(true),
      /** Where browsers find the console: an origin. Absent: on loopback only. */
      CONSOLE_URL: Origin.optional(),
      CONSOLE_CLIENT_ID: z.string().default('mandate-console'),
      /** Absent: a public client, which PKCE protects. */
      CONSOLE_CLIENT_SECRET: z.string().optional(),
      /** What a person may have; pages offer what of it their token carries. */
      CONSOLE_SIGN_IN_SCOPE: z.string().default(`openid ${SCOPES.filter(scope => scope !== 'ops').join(' ')}`),
      /** What some providers want besides, as a query string: `audience=mandate`. */
      CONSOLE_SIGN_IN_PARAMS: z.string().default(''),
      /** The longest that a sign-in lasts; its token may end it sooner. */
      CONSOLE_SESSION_S: whole(60, 86_400).default(28_800),
      ...COMMAND_SETTINGS,
      SERVICE_ENTERPRISE_URL: Url.default('http://127.0.0.1:8006'),
      ...RATE_SETTINGS,
      ...WEBHOOK_SETTINGS,
      API_RATE_LIMIT: Rate.default({ count: 600_000, seconds: 60 }),
      CORS_ORIGINS: OriginList.default([]),
      JSON_LIMIT_BYTES: whole(1024, 100_000_000).default(1024 * 1024),
      BATCH_LIMIT_BYTES: whole(1024, 100_000_000).default(8 * 1024 * 1024),
      /** Of a picture in one request; what is larger goes straight to the object store. */
      ASSET_LIMIT_BYTES: whole(1024, 1_000_000_000).default(25 * 1024 * 1024),
      /** Of what goes straight to the object store. */
      UPLOAD_AUDIO_LIMIT_BYTES: whole(1024, 5_000_000_000).default(64 * 1024 * 1024),
      UPLOAD_ASSET_LIMIT_BYTES: whole(1024, 5_000_000_000).default(100 * 1024 * 1024),
      /** Of each part but the last; S3 takes none under 5 MiB. */
      UPLOAD_PART_BYTES: whole(5 * 1024 * 1024, 5_000_000_000).default(8 * 1024 * 1024),
      /** What is not completed by then is given up. */
      UPLOAD_TTL_S: whole(1, 604_800).default(86_400),
      /** Which of core's models a session is pinned to when its tenant has no newer one. */
      CORE_MODEL: z.string().min(1).max(200).default('core-1'),
      /** How long Redis keeps a session that nothing comes for; the ledger keeps it for good. */
      SESSION_TTL_S: whole(1, 31_536_000).default(86_400),
      /** A session that nothing comes for so long is abandoned. */
      SESSION_IDLE_S: whole(1, 31_536_000).default(86_400),
      MAX_RETRIES: whole(0, 100).default(3),
      DEFAULT_CHANNELS: ChannelList.default([]),
      ACCOUNTS_ON_FIRST_USE: Flag.default(false),
      DRAIN_MS: whole(0, 600_000).default(10_000),
      /** Before that, appends are still taken for so long, and whoever records is told to go on elsewhere. */
      DRAIN_NOTICE_MS: whole(0, 600_000).default(3000),
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
