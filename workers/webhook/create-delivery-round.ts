// A round of one endpoint: what is due is sent, a few at a time, for as long as a round may take.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Logger } from 'pino'
import type { ClaimedDelivery, EndpointHealth } from '#db/webhook/delivery-claim.ts'
import type { LoadedWebhookStep, WebhookWorker } from '#db/webhook/webhook-worker.ts'
import type { DisabledReason } from '#domain/webhook/webhook.ts'
import type { Seal } from '#queues/seal.ts'
import { openSecret } from '#queues/webhook/webhook-secret.ts'
import { type SendOptions, type Sent, sendDelivery } from './send-delivery.ts'
import type { WebhookMetrics } from './webhook-metrics.ts'

export interface DeliveryRoundOptions {
  ledger: Pick<WebhookWorker, 'claim' | 'record' | 'disable'>
  /** Undefined: no key is set, and no secret opens. */
  seal: Seal | undefined
  send: SendOptions
  inFlight: number
  /** After each try that fails; milliseconds. */
  retryMs: readonly number[]
  disableAfterMs: number
  metrics: WebhookMetrics
  logger: Logger
  now?: () => number
}

export interface RoundReport {
  delivered: number
  failed: number
  /** There may be more to do; others have their turn before. */
  spent: boolean
}

/** Others wait for the place of this round: an endpoint with a long backlog gives it up now and then. */
const ROUND_MS = 10_000
/** From so many failures in a row on, one try at a time finds out whether the receiver is back. */
const DOUBT = 5
const PAUSE_MOST_MS = 60_000
/** So few say nothing, however long ago the first was. */
const LEAST_FAILURES = 10
/** A crowd that waits for the same moment is spread. */
const JITTER = 0.2

export function createDeliveryRound(options: DeliveryRoundOptions) {
  const { ledger, inFlight, now = Date.now } = options
  const limits = { leaseMs: options.send.timeoutMs + 5000, inFlight, doubt: DOUBT }

  return async ({ step }: LoadedWebhookStep, signal: AbortSignal): Promise<RoundReport> => {
    const report: RoundReport = { delivered: 0, failed: 0, spent: false }
    const untilMs = now() + ROUND_MS
    const lane = async () => {
      for (;;) {
        signal.throwIfAborted()
        if (now() >= untilMs) {
          report.spent = true
          return
        }
        const claim = uuid()
        const claimed = await ledger.claim(step.subjectId, claim, limits)
        if (claimed === undefined) return
        const startedMs = performance.now()
        const sent = await send(options, step.subjectId, claimed, signal)
        const durationMs = performance.now() - startedMs
        const health = await record(options, { webhook: step.subjectId, claim, claimed, sent, durationMs })
        report[sent.error === null ? 'delivered' : 'failed'] += 1
        const reason = reasonToDisable(options, sent, health, now())
        if (reason !== undefined) await disable(options, step, reason, health)
      }
    }
    await Promise.all(Array.from({ length: inFlight }, lane))
    return report
  }
}

async function send(
  { seal, send: sendOptions }: DeliveryRoundOptions,
  webhookId: string,
  { delivery: id, url, body, secret, previous }: ClaimedDelivery,
  signal: AbortSignal,
): Promise<Sent> {
  const secrets = openAll(seal, webhookId, previous === null ? [secret] : [secret, previous])
  if (secrets === undefined) return UNREADABLE
  return sendDelivery({ id, url, body, secrets }, sendOptions, signal)
}

const UNREADABLE: Sent = { httpStatus: null, error: 'SECRET_UNREADABLE', response: null, retryAfterMs: null }

function openAll(seal: Seal | undefined, webhookId: string, sealed: readonly string[]): string[] | undefined {
  if (seal === undefined) return undefined
  try {
    return sealed.map(one => openSecret(seal, webhookId, one))
  } catch {
    return undefined // the key is another one; the attempt says so
  }
}

async function record(
  { ledger, retryMs: schedule, metrics }: DeliveryRoundOptions,
  tried: { webhook: string; claim: string; claimed: ClaimedDelivery; sent: Sent; durationMs: number },
): Promise<EndpointHealth | undefined> {
  const { webhook, claim, claimed, sent, durationMs } = tried
  const { httpStatus, error, response, retryAfterMs } = sent
  const planned = schedule[claimed.tries - 1]
  const isLast = error !== null && planned === undefined
  const waitMs = Math.max((planned ?? 0) * (1 + JITTER * Math.random()), retryAfterMs ?? 0)
  metrics.tried({ outcome: error ?? 'DELIVERED', seconds: durationMs / 1000 })
  if (error === null) metrics.ended('DELIVERED')
  if (isLast) metrics.ended('FAILED')
  return ledger.record({
    ...{ webhook, claim, delivery: claimed.delivery, good: error === null, httpStatus, error, response },
    retryMs: error === null || isLast ? null : Math.ceil(waitMs),
    ...{ holdMs: retryAfterMs, durationMs: Math.round(durationMs), doubt: DOUBT },
    ...{ pauseMs: Math.ceil(Math.min(schedule[0] ?? PAUSE_MOST_MS, PAUSE_MOST_MS)), pauseMostMs: PAUSE_MOST_MS },
  })
}

function reasonToDisable(
  { disableAfterMs }: DeliveryRoundOptions,
  { httpStatus }: Sent,
  health: EndpointHealth | undefined,
  nowMs: number,
): DisabledReason | undefined {
  if (health === undefined) return undefined
  if (httpStatus === 410) return 'GONE'
  const { failures, failing_since: since } = health
  const isLong = since !== null && nowMs - since.getTime() >= disableAfterMs
  return isLong && failures >= LEAST_FAILURES ? 'FAILING' : undefined
}

async function disable(
  { ledger, logger, metrics }: DeliveryRoundOptions,
  step: LoadedWebhookStep['step'],
  reason: DisabledReason,
  health: EndpointHealth | undefined,
): Promise<void> {
  const { failures = 0, failing_since: since = null } = health ?? {}
  const details = { failures, failing_since: since?.toISOString() ?? null }
  if (!(await ledger.disable(step, reason, details))) return
  metrics.disabled(reason)
  const { subjectId: webhook_id, tenantId: tenant_id } = step
  logger.warn({ event: 'webhook.disabled', webhook_id, tenant_id, reason, ...details })
}
