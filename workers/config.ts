// Settings of a worker process.
import { z } from 'zod'
import { COMMAND_SETTINGS } from '#queues/command/command-settings.ts'
import { ChannelList, Flag, parseSettings, SettingsError, whole } from '#queues/parse-settings.ts'
import { RATE_SETTINGS } from '#queues/rate-settings.ts'
import { REDIS_SETTINGS } from '#queues/redis/redis-settings.ts'
import { surroundingSettings } from '#queues/surroundings/surrounding-settings.ts'
import { matchQueues } from '#queues/topology.ts'
import { TRACING_SETTINGS } from '#queues/tracing/tracing-settings.ts'
import { WEBHOOK_SETTINGS } from '#queues/webhook/webhook-settings.ts'

const Url = z.url({ protocol: /^https?$/ })

/** Ascending, comma or space separated. */
const SecondsList = z.string().transform((list, context) => {
  const seconds = list
    .split(/[\s,]+/)
    .filter(word => word !== '')
    .map(Number)
  if (seconds.some((value, index) => !(value > 0) || value <= (seconds[index - 1] ?? 0)))
    context.addIssue({ code: 'custom', message: 'must be ascending numbers of seconds, such as 60,3600' })
  return seconds
})

/** Comma or space separated. */
const PausesList = z.string().transform((list, context) => {
  const seconds = list
    .split(/[\s,]+/)
    .filter(word => word !== '')
    .map(Number)
  if (seconds.length === 0 || seconds.some(value => !(value > 0 && value <= 604_800)))
    context.addIssue({ code: 'custom', message: 'must be numbers of seconds, such as 5,300,3600' })
  return seconds
})

export type WorkerConfig = ReturnType<typeof workerConfig>

/** @throws SettingsError naming every wrong setting */
export function workerConfig(env: NodeJS.ProcessEnv) {
  const config = parseSettings(
    {
      DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
      /** Past a transaction pooler: the sender lock belongs to a session. */
      DATABASE_DIRECT_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
      ...REDIS_SETTINGS,
      ...surroundingSettings(env),
      ...TRACING_SETTINGS,
      QUEUES: z
        .string()
        .default('')
        .transform((patterns, context) => {
          try {
            return matchQueues(patterns)
          } catch (error) {
            context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
            return z.NEVER
          }
        }),
      METRICS_PORT: whole(0, 65_535).default(9465),
      METRICS_HOST: z.string().default('127.0.0.1'),
      LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
      DRAIN_MS: whole(0, 600_000).default(10_000),
      STAGE_TIMEOUT_MS: whole(1, 600_000).default(30_000),
      STAGE_ATTEMPTS: whole(1, 100).default(5),
      STAGE_CONCURRENCY: whole(1, 1000).default(50),
      BREAKER_FAILURES: whole(1, 10_000).default(20),
      BREAKER_OPEN_MS: whole(1, 600_000).default(5000),
      SEND_TIMEOUT_MS: whole(1, 600_000).default(12_000),
      RECONCILE_QUIET_MS: whole(0, 86_400_000).default(600_000),
      ACCOUNTS_ON_FIRST_USE: Flag.default(false),
      DEFAULT_CHANNELS: ChannelList.default([]),
      OIDC_ISSUER: Url.optional(),
      SERVICE_CLIENT_ID: z.string().optional(),
      SERVICE_CLIENT_SECRET: z.string().optional(),
      SERVICE_RADAR_URL: Url.default('http://127.0.0.1:8001'),
      SERVICE_ANALYST_URL: Url.default('http://127.0.0.1:8002'),
      SERVICE_VISUAL_URL: Url.default('http://127.0.0.1:8003'),
      SERVICE_OPTIMIZER_URL: Url.default('http://127.0.0.1:8004'),
      SERVICE_ENTERPRISE_URL: Url.default('http://127.0.0.1:8006'),
      SERVICE_CORE_URL: Url.default('http://127.0.0.1:8011'),
      CORE_TIMEOUT_MS: whole(1, 600_000).default(5000),
      CORE_ATTEMPTS: whole(1, 20).default(2),
      /** Calls to core at once, over all workers. */
      CORE_CONCURRENCY: whole(1, 10_000).default(16),
      /** Audio that core could not be asked about is tried again after this, doubling to an hour. */
      CORE_AGAIN_MS: whole(1, 3_600_000).default(60_000),
      SERVICE_BUILDER_URL: Url.default('http://127.0.0.1:8012'),
      SERVICE_GUARD_URL: Url.default('http://127.0.0.1:8013'),
      SERVICE_INGEST_URL: Url.default('http://127.0.0.1:8014'),
      /** A picture is not kept waiting for longer to hear whether it is known. */
      INGEST_TIMEOUT_MS: whole(1, 60_000).default(50),
      /** For decoding one picture, the start of its process included. */
      PICTURE_TIMEOUT_MS: whole(100, 55_000).default(25_000),
      GUARD_TIMEOUT_MS: whole(1, 3_600_000).default(5000),
      BUILD_TIMEOUT_MS: whole(1, 3_600_000).default(60_000),
      /** Announced chunks that are missing are waited for so long. */
      FINALIZE_GRACE_MS: whole(0, 3_600_000).default(30_000),
      /** Blocks go to builder by reference from this size on. */
      HANDOVER_BYTES: whole(0, 1_000_000_000).default(5_000_000),
      /** A step of finalization that failed is tried again after this, doubling to five minutes. */
      SEAL_AGAIN_MS: whole(1, 3_600_000).default(10_000),
      CUSTODY_RETENTION_DAYS: whole(1, 36_500).default(3650),
      SESSION_IDLE_S: whole(1, 31_536_000).default(86_400),
      SESSION_TTL_S: whole(1, 31_536_000).default(86_400),
      /** Audio stays beside its copy in custody for so long after the seal; links to it hold for seven days.
       *  A step's timer is no longer than twenty. */
      AUDIO_KEEP_S: whole(1, 20 * 86_400).default(691_200),
      /** Between two canaries of a queue. */
      CANARY_MS: whole(100, 3_600_000).default(15_000),
      /** So late a canary makes liveness red, where nothing else was done on its queue either. */
      CANARY_LATE_MS: whole(100, 86_400_000).default(120_000),
      /** What stands in its state for longer, with nothing that holds it back, is named as stuck. */
      STUCK_AFTER_MS: whole(1000, 86_400_000).default(600_000),
      ...COMMAND_SETTINGS,
      PLATFORMS_EMULATED: Flag.default(false),
      CREDENTIALS_DIR: z.string().optional(),
      AWS_REGION: z.string().optional(),
      META_API_VERSION: z
        .string()
        .regex(/^v\d+\.\d+$/, 'must be such as v26.0')
        .default('v26.0'),
      LINKEDIN_VERSION: z
        .string()
        .regex(/^20\d{4}$/, 'must be YYYYMM')
        .default('202609'),
      PLATFORM_POLL_MS: whole(10, 600_000).default(2000),
      PLATFORM_TWITTER_URL: Url.default('https://api.x.com'),
      PLATFORM_META_URL: Url.default('https://graph.facebook.com'),
      PLATFORM_LINKEDIN_URL: Url.default('https://api.linkedin.com'),
      PLATFORM_MOCK_URL: Url.default('http://127.0.0.1:3010/mock'),
      ...RATE_SETTINGS,
      ...WEBHOOK_SETTINGS,
      /** For one try, from the first packet to the end of what is read of the answer. */
      WEBHOOK_TIMEOUT_MS: whole(1, 30_000).default(15_000),
      /** Of one endpoint at once, over all workers. */
      WEBHOOK_IN_FLIGHT: whole(1, 100).default(4),
      /** After each try that fails, but for up to a fifth more by chance: 27.7 hours in all; then it has failed. */
      WEBHOOK_RETRY_S: PausesList.default([5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 43_200]),
      /** An endpoint that has failed for so long, every time, is disabled. */
      WEBHOOK_DISABLE_AFTER_S: whole(1, 31_536_000).default(259_200),
      WEBHOOK_KEEP_DAYS: whole(1, 3650).default(30),
      /** Between two looks for what is to be told; changes that Redis tells of are looked for at once. */
      WEBHOOK_POLL_MS: whole(10, 60_000).default(1000),
      METRICS_SCHEDULE_S: SecondsList.default([60, 3600, 86_400, 604_800]),
      S3_ENDPOINT: Url,
      S3_PUBLIC_ENDPOINT: Url.optional(),
      S3_REGION: z.string().default('us-east-1'),
      S3_ACCESS_KEY_ID: z.string(),
      S3_SECRET_ACCESS_KEY: z.string(),
      S3_BUCKET: z.string().default('mandate'),
      S3_AUDIT_BUCKET: z.string().default('mandate-audit'),
      S3_CUSTODY_BUCKET: z.string().default('mandate-custody'),
      AUDIT_SIGNING_KEY: z.string().optional(),
      AUDIT_CHECKPOINT_MS: whole(100, 86_400_000).default(60_000),
      AUDIT_RETENTION_DAYS: whole(1, 36_500).default(365),
    },
    env,
  )
  demandKeptWhileTried(config)
  return config
}

/** @throws SettingsError when a delivery would go before its last try */
function demandKeptWhileTried(config: { WEBHOOK_KEEP_DAYS: number; WEBHOOK_RETRY_S: number[] }): void {
  const { WEBHOOK_KEEP_DAYS: days, WEBHOOK_RETRY_S: pauses } = config
  const longest = pauses.reduce((sum, seconds) => sum + seconds * 1.2, 0)
  if (days * 86_400 >= longest) return
  const least = Math.ceil(longest / 86_400)
  throw new SettingsError([
    `WEBHOOK_KEEP_DAYS: must be at least ${least}, for what WEBHOOK_RETRY_S makes (got "${days}")`,
  ])
}
