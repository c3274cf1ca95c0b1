// What a webhook carries: which subject has come to which state. Never a post's text, a transcript or what else may be
// RESTRICTED: an endpoint is somebody else's machine, and its logs are read by people whom no scope of ours has asked. Whoever may
// read the subject gets it from the API by the id.
import { z } from 'zod'
import { WEBHOOK_EVENT_TYPES, WEBHOOK_PATTERNS } from '../domain/webhook/event-types.ts'
import { Timestamp, Uuid } from './primitives.ts'

export const WebhookEventType = z.enum(WEBHOOK_EVENT_TYPES)
export type WebhookEventType = z.infer<typeof WebhookEventType>

export const WebhookPattern = z.enum(WEBHOOK_PATTERNS)

/** The body of a delivery (Standard Webhooks). More members may come; none goes. */
export const WebhookEvent = z.object({
  type: WebhookEventType,
  /** Of the change, not of the delivery. */
  timestamp: Timestamp,
  data: z.object({
    subject: z.enum(['campaign', 'action', 'session', 'webhook']),
    id: Uuid,
    tenant_id: Uuid,
    /** Of the entry in the subject's trail. Deliveries come in any order: what has a lower one than what you know is old. */
    seq: z.int().min(1).optional(),
    status: z.string().optional(),
    /** Of a campaign, where the change says it. */
    state: z.string().optional(),
    /** Of an action that a campaign proposed. */
    campaign_id: Uuid.optional(),
  }),
})
export type WebhookEvent = z.infer<typeof WebhookEvent>
