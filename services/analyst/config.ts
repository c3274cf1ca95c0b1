// The settings of the analyst, parsed once.
import { z } from 'zod'
import { SettingsInvalid, serviceConfig } from '#services/kernel/service-config.ts'

const ms = (fallback: number) => z.coerce.number().int().min(1).max(600_000).default(fallback)
const httpUrl = z.url({ protocol: /^https?$/ }).transform(url => url.replace(/\/+$/, ''))
const price = z.coerce.number().min(0).max(1_000_000_000).optional()

const EXTRA = {
  SERVICE_ENTERPRISE_URL: httpUrl.default('http://127.0.0.1:8006'),
  SERVICE_OPTIMIZER_URL: httpUrl.default('http://127.0.0.1:8004'),
  ENTERPRISE_TIMEOUT_MS: ms(5000),
  /** Advice that comes later is not waited for. */
  ADVICE_TIMEOUT_MS: ms(1500),

  /** With LLM_MODEL: an OpenAI-compatible endpoint holds the debate (`https://api.openai.com/v1`); without: rules do. */
  LLM_BASE_URL: httpUrl.optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_MODEL: z.string().optional(),
  /** `rules`: rules decide when the model fails for good, and `engine` says so. */
  LLM_FALLBACK: z.enum(['none', 'rules']).default('none'),
  LLM_TIMEOUT_MS: ms(12_000),
  LLM_RETRIES: z.coerce.number().int().min(0).max(5).default(2),
  /** A whole debate; below the stage's own deadline, so that the caller hears why. */
  LLM_DEADLINE_MS: ms(27_000),
  LLM_MAX_OUTPUT_TOKENS: z.coerce.number().int().min(100).max(100_000).default(2000),
  /** Minor units of LLM_PRICE_CURRENCY for a million tokens; absent: no cost is claimed. */
  LLM_PRICE_INPUT_MINOR: price,
  LLM_PRICE_OUTPUT_MINOR: price,
  LLM_PRICE_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD'),

  /** Below it an audit fails even without a critical finding. */
  AUDIT_MIN_SCORE: z.coerce.number().min(0).max(100).default(60),
  /** The one place on an inner address that media may be fetched from. */
  S3_ENDPOINT: httpUrl.optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().min(3).max(63).default('mandate'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  MEDIA_TIMEOUT_MS: ms(5000),
  MEDIA_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1000)
    .max(1_000_000_000)
    .default(25 * 1024 * 1024),
}

export type AnalystConfig = ReturnType<typeof analystConfig>

/** Throws SettingsInvalid, naming all that is wrong; half a model endpoint is wrong, too. */
export function analystConfig(env: NodeJS.ProcessEnv) {
  const config = serviceConfig(env, EXTRA)
  if ((config.LLM_BASE_URL === undefined) !== (config.LLM_MODEL === undefined)) {
    throw new SettingsInvalid(['LLM_BASE_URL and LLM_MODEL: give both, or none'])
  }
  return config
}
