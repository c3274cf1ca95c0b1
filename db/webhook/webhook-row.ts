// Endpoints, deliveries and tries as the ledger keeps them.
import type {
  AttemptError,
  DeliveryAttempt,
  DeliveryStatus,
  DisabledReason,
  Webhook,
  WebhookDelivery,
  WebhookStatus,
} from '#domain/webhook/webhook.ts'

/** Of a table aliased `w`; no secret, which readers may not see. */
export const WEBHOOK_COLUMNS = `w.id, w.tenant_id, w.url, w.events, w.description, w.status, w.disabled_reason, w.disabled_at,
  w.failing_since, CASE WHEN w.previous_until > now() THEN w.previous_until END AS previous_until, w.created_at, w.updated_at`

export interface WebhookRow {
  id: string
  tenant_id: string
  url: string
  events: string[]
  description: string | null
  status: WebhookStatus
  disabled_reason: DisabledReason | null
  disabled_at: Date | null
  failing_since: Date | null
  previous_until: Date | null
  created_at: Date
  updated_at: Date
}

export function toWebhook(row: WebhookRow): Webhook {
  const { id, url, events, description, status } = row
  return {
    ...{ id, tenantId: row.tenant_id, url, events, description, status },
    ...{ disabledReason: row.disabled_reason, disabledAt: row.disabled_at, failingSince: row.failing_since },
    ...{ previousSecretUntil: row.previous_until, createdAt: row.created_at, updatedAt: row.updated_at },
  }
}

/** Of a table aliased `d`. */
export const DELIVERY_COLUMNS = `d.id, d.webhook_id, d.event, d.subject_id, d.seq, d.status, d.attempts, d.next_at,
  d.last_http_status, d.last_error, d.created_at, d.ended_at, d.body`

export interface DeliveryRow {
  id: string
  webhook_id: string
  event: string
  subject_id: string | null
  seq: number | null
  status: DeliveryStatus
  attempts: number
  next_at: Date
  last_http_status: number | null
  last_error: AttemptError | null
  created_at: Date
  ended_at: Date | null
  body: string
}

export function toDelivery(row: DeliveryRow): WebhookDelivery {
  const { id, event, seq, status, attempts, body } = row
  return {
    ...{ id, webhookId: row.webhook_id, event, subjectId: row.subject_id, seq, status, attempts, body },
    ...{ nextAt: status === 'PENDING' ? row.next_at : null, lastHttpStatus: row.last_http_status },
    ...{ lastError: row.last_error, createdAt: row.created_at, endedAt: row.ended_at },
  }
}

export interface AttemptRow {
  n: number
  at: Date
  http_status: number | null
  error: AttemptError | null
  duration_ms: number
  response: string | null
}

export function toAttempt({ n, at, http_status, error, duration_ms, response }: AttemptRow): DeliveryAttempt {
  return { n, at, httpStatus: http_status, error, durationMs: duration_ms, response }
}
