// What a worker measures of the deliveries that it tries.
import { Counter, Histogram, type Registry } from 'prom-client'
import { ATTEMPT_ERRORS, type AttemptError, DISABLED_REASONS, type DisabledReason } from '#domain/webhook/webhook.ts'

export interface WebhookMetrics {
  tried(attempt: { outcome: AttemptError | 'DELIVERED'; seconds: number }): void
  ended(status: 'DELIVERED' | 'FAILED'): void
  disabled(reason: DisabledReason): void
}

export function createWebhookMetrics(registry: Registry): WebhookMetrics {
  const registers = [registry]
  const attempts = new Histogram({
    name: 'mandate_webhook_attempt_duration_seconds',
    help: 'Tries of deliveries to endpoints, by what they ended as',
    labelNames: ['outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30],
    registers,
  })
  const ended = new Counter({
    name: 'mandate_webhook_deliveries_ended_total',
    help: 'Deliveries that were taken, and those that were given up after their last try',
    labelNames: ['status'],
    registers,
  })
  const disabled = new Counter({
    name: 'mandate_webhooks_disabled_total',
    help: 'Endpoints that were disabled because they are gone or failed for too long',
    labelNames: ['reason'],
    registers,
  })
  for (const status of ['DELIVERED', 'FAILED']) ended.inc({ status }, 0)
  for (const reason of DISABLED_REASONS.filter(one => one !== 'REQUESTED')) disabled.inc({ reason }, 0)
  for (const outcome of ['DELIVERED', ...ATTEMPT_ERRORS]) attempts.zero({ outcome })
  return {
    tried: ({ outcome, seconds }) => attempts.observe({ outcome }, seconds),
    ended: status => ended.inc({ status }),
    disabled: reason => disabled.inc({ reason }),
  }
}
