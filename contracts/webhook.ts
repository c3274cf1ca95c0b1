// Webhooks of a tenant: what is asked, and what is shown.
import { z } from 'zod'
import { ATTEMPT_ERRORS, DELIVERY_STATUSES, DISABLED_REASONS, WEBHOOK_STATUSES } from '../domain/webhook/webhook.ts'
import { Timestamp, text, Uuid } from './primitives.ts'
import { WebhookEvent, WebhookEventType, WebhookPattern } from './webhook-event.ts'

const Address = text(2000).refine(isAddress, 'must be an http or https address without credentials and fragment')
const Patterns = z.array(WebhookPattern).min(1).max(50)

/** `POST /webhooks` */
export const WebhookRequest = z.strictObject({
  url: Address,
  /** Absent: everything. */
  events: Patterns.default(['*']),
  description: text(500).nullable().default(null),
})
export type WebhookRequest = z.infer<typeof WebhookRequest>

/** `PATCH /webhooks/{id}` */
export const WebhookPatch = z.strictObject({
  url: Address.optional(),
  events: Patterns.optional(),
  description: text(500).nullable().optional(),
  status: z.enum(WEBHOOK_STATUSES).optional(),
})
export type WebhookPatch = z.infer<typeof WebhookPatch>

/** `POST /webhooks/{id}/rotate-secret` */
export const RotateSecretRequest = z.strictObject({
  /** So long the former secret signs, too. */
  overlap_seconds: z.int().min(0).max(2_592_000).default(86_400),
})
export type RotateSecretRequest = z.infer<typeof RotateSecretRequest>

/** `POST /webhooks/{id}/replay` */
export const ReplayRequest = z.strictObject({
  since: Timestamp,
  until: Timestamp.optional(),
  /** Absent: those that failed. */
  status: z.array(z.enum(DELIVERY_STATUSES)).min(1).max(3).default(['FAILED']),
})
export type ReplayRequest = z.infer<typeof ReplayRequest>

const Time = Timestamp.nullable()

export const WebhookResource = z.object({
  webhook_id: Uuid,
  url: z.string(),
  events: z.array(z.string()),
  description: z.string().nullable(),
  status: z.enum(WEBHOOK_STATUSES),
  disabled_reason: z.enum(DISABLED_REASONS).nullable(),
  disabled_at: Time,
  failing_since: Time,
  previous_secret_until: Time,
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type WebhookResource = z.infer<typeof WebhookResource>

/** Shown once; an answer replayed by its Idempotency-Key has null instead. */
export const WebhookWithSecret = WebhookResource.extend({ secret: z.string().nullable() })
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>

export const DeliveryResource = z.object({
  /** The `webhook-id` header. */
  delivery_id: Uuid,
  webhook_id: Uuid,
  event: WebhookEventType.or(z.string()),
  subject_id: Uuid.nullable(),
  seq: z.int().nullable(),
  status: z.enum(DELIVERY_STATUSES),
  attempt_count: z.int(),
  next_at: Time,
  last_http_status: z.int().nullable(),
  last_error: z.enum(ATTEMPT_ERRORS).nullable(),
  created_at: Timestamp,
  ended_at: Time,
})
export type DeliveryResource = z.infer<typeof DeliveryResource>

export const AttemptResource = z.object({
  n: z.int(),
  at: Timestamp,
  http_status: z.int().nullable(),
  error: z.enum(ATTEMPT_ERRORS).nullable(),
  duration_ms: z.int(),
  /** The first KiB of what was answered. */
  response: z.string().nullable(),
})

export const DeliveryWithAttempts = DeliveryResource.extend({
  payload: WebhookEvent,
  attempts: z.array(AttemptResource),
})
export type DeliveryWithAttempts = z.infer<typeof DeliveryWithAttempts>

export const ReplayResult = z.object({
  replayed: z.int(),
  /** There are more: ask again with a later `since`. */
  more: z.boolean(),
})

function isAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.hash === ''
}
