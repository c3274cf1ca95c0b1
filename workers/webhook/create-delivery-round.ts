// A round of one endpoint: what is due is sent, a few at a time, for as long as a round may take.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Logger } from 'pino'
import type { AttemptRecorded, ClaimedDelivery } from '#db/webhook/delivery-claim.ts'
import type { LoadedWebhookStep, Observed, WebhookWorker } from '#db/webhook/webhook-worker.ts'
import type { DisabledReason } from '#domain/webhook/webhook.ts'
import type { Seal } from '#queues/seal.ts'
import { openSecret } from '#queues/webhook/webhook-secret.ts'
import { type SendOptions, type Sent, sendDelivery } from './send-delivery.ts'
import type { WebhookMetrics } from './webhook-metrics.ts'

export interface DeliveryRoundOptions {
  ledger: Pick<WebhookWorker, 'claim' | 'record' | 'release' | 'disable'>
  /** Undefined: no key is set, no secret opens, and nothing is claimed. */
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
  /** Without the key that opens the endpoint's secret: another worker may have it. */
  unable: boolean
}

/** So long another worker has to take what this one cannot sign. */
export const UNABLE_MS = 5000
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
  let saidNoKey = false
  const limits = { leaseMs: options.send.timeoutMs + 5000, inFlight, doubt: DOUBT }

  return async ({ step }: LoadedWebhookStep, signal: AbortSignal): Promise<RoundReport> => {
    const report: RoundReport = { delivered: 0, failed: 0, spent: false, unable: false }
    const { seal } = options
    if (seal === undefined) {
      if (!saidNoKey) options.logger.error({ event: 'webhook.no_key', setting: 'TOKEN_SEALING_KEY' })
      saidNoKey = true
      return { ...report, unable: true }
    }
    const untilMs = now() + ROUND_MS
    const lane = async () => {
      for (;;) {
        signal.throwIfAborted()
        if (report.unable) return
        if (now() >= untilMs) {
          report.spent = true
          return
        }
        const claim = uuid()
        const claimed = await ledger.claim(step.subjectId, claim, limits)
        if (claimed === undefined) return
        const secrets = openSecrets(seal, step.subjectId, claimed)
        if (secrets === undefined) {
          report.unable = true
          await giveBack(options, step, claim, claimed)
          return
        }
        const startedMs = performance.now()
        const sent = await sendDelivery(sendingOf(claimed, secrets), options.send, signal)
        const durationMs = performance.now() - startedMs
        const recorded = await record(options, { webhook: step.subjectId, claim, claimed, sent, durationMs })
        report[sent.error === null ? 'delivered' : 'failed'] += 1
        const reason = recorded && reasonToDisable(options, sent, recorded, now())
        if (recorded && reason) await disable(options, step, reason, { url: claimed.url, ...recorded })
      }
    }
    await Promise.all(Array.from({ length: inFlight }, lane))
    return report
  }
}

const sendingOf = ({ delivery: id, url, body }: ClaimedDelivery, secrets: readonly string[]) => ({
  ...{ id, url, body, secrets },
})

/** @returns undefined: the one in force is sealed under another key than ours */
function openSecrets(seal: Seal, webhookId: string, { secret, previous }: ClaimedDelivery): string[] | undefined {
  const open = (sealed: string) => {
    try {
      return openSecret(seal, webhookId, sealed)
    } catch {
      return undefined // who calls gives the delivery back, and says so
    }
  }
  const current = open(secret)
  if (current === undefined) return undefined
  // Rotated because the key was lost, it has a former one that nobody can open.
  const former = previous === null ? undefined : open(previous)
  return former === undefined ? [current] : [current, former]
}

async function giveBack(
  { ledger, logger, metrics }: DeliveryRoundOptions,
  { subjectId: webhook_id, tenantId: tenant_id }: LoadedWebhookStep['step'],
  claim: string,
  { delivery }: ClaimedDelivery,
): Promise<void> {
  metrics.tried({ outcome: 'SECRET_UNREADABLE', seconds: 0 })
  logger.error({ event: 'webhook.secret_unreadable', webhook_id, tenant_id, delivery_id: delivery })
  await ledger.release(delivery, claim, UNABLE_MS)
}

async function record(
  { ledger, retryMs: schedule, metrics }: DeliveryRoundOptions,
  tried: { webhook: string; claim: string; claimed: ClaimedDelivery; sent: Sent; durationMs: number },
): Promise<AttemptRecorded | undefined> {
  const { webhook, claim, claimed, sent, durationMs } = tried
  const { httpStatus, error, response, retryAfterMs } = sent
  const planned = schedule[claimed.tries - 1]
  const isLast = error !== null && planned === undefined
  const waitMs = Math.max((planned ?? 0) * (1 + JITTER * Math.random()), retryAfterMs ?? 0)
  metrics.tried({ outcome: error ?? 'DELIVERED', seconds: durationMs / 1000 })
  const recorded = await ledger.record({
    ...{ webhook, claim, delivery: claimed.delivery, url: claimed.url, tries: claimed.tries },
    ...{ good: error === null, httpStatus, error, response },
    retryMs: error === null || isLast ? null : Math.ceil(waitMs),
    ...{ holdMs: retryAfterMs, durationMs: Math.round(durationMs), doubt: DOUBT },
    ...{ pauseMs: Math.ceil(Math.min(schedule[0] ?? PAUSE_MOST_MS, PAUSE_MOST_MS)), pauseMostMs: PAUSE_MOST_MS },
  })
  if (recorded !== undefined && recorded.status !== 'PENDING') metrics.ended(recorded.status)
  return recorded
}

function reasonToDisable(
  { disableAfterMs }: DeliveryRoundOptions,
  { httpStatus }: Sent,
  { failures, failing_since: since }: AttemptRecorded,
  nowMs: number,
): DisabledReason | undefined {
  if (httpStatus === 410) return 'GONE'
  const isLong = since !== null && nowMs - since.getTime() >= disableAfterMs
  return isLong && failures >= LEAST_FAILURES ? 'FAILING' : undefined
}

async function disable(
  { ledger, logger, metrics }: DeliveryRoundOptions,
  step: LoadedWebhookStep['step'],
  reason: DisabledReason,
  observed: Observed,
): Promise<void> {
  if (!(await ledger.disable(step, reason, observed))) return
  metrics.disabled(reason)
  const { subjectId: webhook_id, tenantId: tenant_id } = step
  logger.warn({ event: 'webhook.disabled', webhook_id, tenant_id, reason, failures: observed.failures })
}
