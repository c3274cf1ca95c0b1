// Webhooks and their deliveries as their tenant sees them.
import type { DeliveryResource, DeliveryWithAttempts, WebhookResource } from '#contracts/webhook.ts'
import type { DeliveryAttempt, Webhook, WebhookDelivery } from '#domain/webhook/webhook.ts'

export function webhookResource(view: Webhook): WebhookResource {
  return {
    webhook_id: view.id,
    url: view.url,
    events: view.events,
    description: view.description,
    status: view.status,
    disabled_reason: view.disabledReason,
    disabled_at: at(view.disabledAt),
    failing_since: at(view.failingSince),
    previous_secret_until: at(view.previousSecretUntil),
    created_at: view.createdAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
  }
}

export function deliveryResource(view: WebhookDelivery): DeliveryResource {
  return {
    delivery_id: view.id,
    webhook_id: view.webhookId,
    event: view.event,
    subject_id: view.subjectId,
    seq: view.seq,
    status: view.status,
    attempt_count: view.attempts,
    next_at: at(view.nextAt),
    last_http_status: view.lastHttpStatus,
    last_error: view.lastError,
    created_at: view.createdAt.toISOString(),
    ended_at: at(view.endedAt),
  }
}

export function deliveryWithAttempts(found: {
  delivery: WebhookDelivery
  attempts: DeliveryAttempt[]
}): DeliveryWithAttempts {
  const attempts = found.attempts.map(({ n, at: time, httpStatus, error, durationMs, response }) => ({
    ...{ n, at: time.toISOString(), http_status: httpStatus, error, duration_ms: durationMs, response },
  }))
  // Written by ourselves.
  return { ...deliveryResource(found.delivery), payload: JSON.parse(found.delivery.body), attempts }
}

export const WEBHOOK_CSV = [
  'webhook_id',
  'url',
  'events',
  'description',
  'status',
  'disabled_reason',
  'disabled_at',
  'failing_since',
  'created_at',
] as const

export function webhookRow(view: Webhook): Record<(typeof WEBHOOK_CSV)[number], unknown> {
  return { ...webhookResource(view), events: view.events.join(' ') }
}

export const DELIVERY_CSV = [
  'delivery_id',
  'event',
  'subject_id',
  'seq',
  'status',
  'attempt_count',
  'last_http_status',
  'last_error',
  'created_at',
  'ended_at',
] as const

export function deliveryRow(view: WebhookDelivery): Record<(typeof DELIVERY_CSV)[number], unknown> {
  return deliveryResource(view)
}

const at = (time: Date | null) => time?.toISOString() ?? null
