// An endpoint of a tenant, what is delivered to it, and each try.

export const WEBHOOK_STATUSES = [
  'ACTIVE', // in: create, or enable. Out: disable, 410, failing for too long.
  'DISABLED', // nothing is sent for it, or noted of what happens meanwhile; what waits stays. Out: enable.
] as const
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number]

export const DISABLED_REASONS = ['REQUESTED', 'GONE', 'FAILING'] as const
export type DisabledReason = (typeof DISABLED_REASONS)[number]

export const DELIVERY_STATUSES = [
  'PENDING', // in: the state changed, or replay. Out: a 2xx, or the last try.
  'DELIVERED', // in: a 2xx. Out: replay.
  'FAILED', // in: the last try. Out: replay.
] as const
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]

/** Why a try was none that counts. */
export const ATTEMPT_ERRORS = [
  'STATUS', // an answer other than 2xx
  'REDIRECT', // 3xx: never followed
  'TIMEOUT',
  'UNRESOLVED', // its name has no address
  'UNREACHABLE', // no connection, no TLS, or cut
  'INNER_ADDRESS', // its name leads to a network of ours
  'NOT_ALLOWED', // http where https is demanded
  'SECRET_UNREADABLE', // sealed under another key than that worker's; no try was used up
] as const
export type AttemptError = (typeof ATTEMPT_ERRORS)[number]

export interface Webhook {
  id: string
  tenantId: string
  url: string
  /** Patterns. */
  events: string[]
  description: string | null
  status: WebhookStatus
  disabledReason: DisabledReason | null
  disabledAt: Date | null
  /** Since when every try has failed. */
  failingSince: Date | null
  /** Until then the former secret signs beside the one in force. */
  previousSecretUntil: Date | null
  createdAt: Date
  updatedAt: Date
}

export interface WebhookDelivery {
  /** The `webhook-id`: stable over tries and replays. */
  id: string
  webhookId: string
  event: string
  subjectId: string | null
  seq: number | null
  status: DeliveryStatus
  attempts: number
  /** When it is tried next; null unless PENDING. */
  nextAt: Date | null
  lastHttpStatus: number | null
  lastError: AttemptError | null
  createdAt: Date
  endedAt: Date | null
  /** The exact bytes that are signed. */
  body: string
}

export interface DeliveryAttempt {
  n: number
  at: Date
  httpStatus: number | null
  error: AttemptError | null
  durationMs: number
  /** The beginning of the answer. */
  response: string | null
}
