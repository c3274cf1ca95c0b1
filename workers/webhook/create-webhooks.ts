// Webhooks of a worker, put together from settings: who looks for what is to be told, and who sends it.
import type { Logger } from 'pino'
import type { WebhookWorker } from '#db/webhook/webhook-worker.ts'
import type { Dispatchable } from '#queues/dispatcher.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import { createSeal } from '#queues/seal.ts'
import { subscribeTouches } from '#queues/touched.ts'
import type { WorkerConfig } from '../config.ts'
import { createDeliveryRound } from './create-delivery-round.ts'
import { createFanOut } from './fan-out.ts'
import { startFanOut } from './start-fan-out.ts'
import type { WebhookEnginePorts } from './webhook-engine.ts'
import type { WebhookMetrics } from './webhook-metrics.ts'

export interface WebhookParts {
  ledger: WebhookWorker
  dispatch(steps: readonly Dispatchable[]): Promise<void>
  redis: RedisConnection
  prefix: string
  logger: Logger
  metrics: WebhookMetrics
}

export interface Webhooks {
  sendDue: WebhookEnginePorts['sendDue']
  /** Resolves when a look under way has ended. */
  stop(): Promise<void>
}

export function createWebhooks(config: WorkerConfig, parts: WebhookParts): Webhooks {
  const { ledger, dispatch, redis, prefix, logger, metrics } = parts
  const { TOKEN_SEALING_KEY: key, WEBHOOK_KEEP_DAYS: keepDays } = config
  const sendDue = createDeliveryRound({
    ...{ ledger, logger, metrics, seal: key === undefined ? undefined : createSeal(key) },
    send: {
      timeoutMs: config.WEBHOOK_TIMEOUT_MS,
      ...{ allowHttp: config.WEBHOOK_ALLOW_HTTP, allowedHosts: config.WEBHOOK_ALLOWED_HOSTS },
    },
    inFlight: config.WEBHOOK_IN_FLIGHT,
    retryMs: config.WEBHOOK_RETRY_S.map(seconds => seconds * 1000),
    disableAfterMs: config.WEBHOOK_DISABLE_AFTER_S * 1000,
  })
  // Only who sends looks: a role of workers without this queue has nothing to do with it.
  if (!config.QUEUES.includes('webhook.deliver')) return { sendDue, stop: async () => {} }
  const { stop } = startFanOut({
    runRound: createFanOut({ ledger, dispatch, keepDays }),
    onTouch: listener => subscribeTouches(redis, prefix, listener),
    ...{ pollMs: config.WEBHOOK_POLL_MS, logger },
  })
  return { sendDue, stop }
}
