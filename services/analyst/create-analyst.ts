// Puts the analyst together from its settings.
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { createService } from '#services/kernel/create-service.ts'
import { analystRoutes } from './analyst-routes.ts'
import { type AuditRules, loadAuditRules } from './audits/audit-rules.ts'
import { createMediaSource } from './audits/media/create-media-source.ts'
import { createStoreUrlSigner } from './audits/media/sign-store-url.ts'
import type { AnalystConfig } from './config.ts'
import { SELF_CHECKS } from './self-checks.ts'
import { createModelClient } from './strategies/llm/create-model-client.ts'
import { createModelEngine } from './strategies/llm/decide-by-model.ts'
import { createRulesEngine, RULES_ENGINE } from './strategies/rules/decide-by-rules.ts'
import type { StrategyEngine } from './strategies/strategy-facts.ts'
import { createEnterpriseClient } from './upstream/create-enterprise-client.ts'
import { createOptimizerClient } from './upstream/create-optimizer-client.ts'

/** A debate is more than the few milliseconds that other services take for a check of themselves. */
const SELF_CHECK_TIMEOUT_MS = 30_000

export function createAnalyst(config: AnalystConfig, logger: Logger): { app: Hono; close(): Promise<void> } {
  const rules = loadAuditRules()
  const media = createMediaSource(mediaSettings(config))
  const engineName = config.LLM_MODEL ?? RULES_ENGINE
  const strategies = {
    enterprise: createEnterpriseClient({
      baseUrl: config.SERVICE_ENTERPRISE_URL,
      timeoutMs: config.ENTERPRISE_TIMEOUT_MS,
    }),
    optimizer: createOptimizerClient(
      { baseUrl: config.SERVICE_OPTIMIZER_URL, timeoutMs: config.ADVICE_TIMEOUT_MS },
      logger,
    ),
    engine: engineOf(config, rules, logger),
  }
  const audits = { rules, media: media.read, minScore: config.AUDIT_MIN_SCORE }
  const app = createService({
    name: 'analyst',
    version: '1.0.0',
    logger,
    knobs: config.REFERENCE_KNOBS,
    dataDir: config.DATA_DIR,
    selfCheckTimeoutMs: SELF_CHECK_TIMEOUT_MS,
    routes: routes => analystRoutes(routes, { strategies, audits }),
    selfChecks: SELF_CHECKS,
    health: async () => ({ engine: engineName, rules_version: rules.version }),
  })
  return { app, close: media.close }
}

function engineOf(config: AnalystConfig, rules: AuditRules, logger: Logger): StrategyEngine {
  const byRules = createRulesEngine(rules)
  if (config.LLM_BASE_URL === undefined || config.LLM_MODEL === undefined) return byRules
  const model = createModelClient({
    baseUrl: config.LLM_BASE_URL,
    // Local endpoints ask for none, but the protocol's header must not be empty.
    apiKey: config.LLM_API_KEY ?? 'none',
    model: config.LLM_MODEL,
    timeoutMs: config.LLM_TIMEOUT_MS,
    retries: config.LLM_RETRIES,
    maxOutputTokens: config.LLM_MAX_OUTPUT_TOKENS,
  })
  return createModelEngine({
    model,
    prices: {
      inputMinorPerMillion: config.LLM_PRICE_INPUT_MINOR ?? null,
      outputMinorPerMillion: config.LLM_PRICE_OUTPUT_MINOR ?? null,
      currency: config.LLM_PRICE_CURRENCY,
    },
    deadlineMs: config.LLM_DEADLINE_MS,
    rules,
    onUsage: ({ request }, usage, outcome) =>
      logger.info({
        event: 'debate_cost',
        tenant_id: request.tenant_id,
        campaign_id: request.campaign_id,
        outcome,
        ...usage,
      }),
    fallback: config.LLM_FALLBACK === 'rules' ? byRules : null,
  })
}

function mediaSettings(config: AnalystConfig) {
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = config
  const bounds = { timeoutMs: config.MEDIA_TIMEOUT_MS, maxBytes: config.MEDIA_MAX_BYTES }
  if (endpoint === undefined) return { ...bounds, storeOrigin: null }
  const storeOrigin = new URL(endpoint).origin
  if (accessKeyId === undefined || secretAccessKey === undefined) return { ...bounds, storeOrigin }
  return {
    ...bounds,
    storeOrigin,
    signStoreUrl: createStoreUrlSigner({
      endpoint,
      bucket: config.S3_BUCKET,
      region: config.S3_REGION,
      accessKeyId,
      secretAccessKey,
    }),
  }
}
