// A tenant's webhooks, as the API sets and reads them.
import type { Actor } from '../actor.ts'
import type { DeliveryAttempt, DeliveryStatus, Webhook, WebhookDelivery, WebhookStatus } from '../webhook/webhook.ts'
import type { Ask } from './campaign-ledger.ts'
import type { Page, PageRequest, Reader } from './page.ts'

export interface NewWebhook {
  id: string
  url: string
  events: string[]
  description: string | null
  /** The secret as it may be kept. */
  sealed: string
}

export type WebhookChange = Partial<Pick<Webhook, 'url' | 'events' | 'description'>> & { status?: WebhookStatus }

export interface DeliveryFilter {
  status?: DeliveryStatus[]
  event?: string[]
  since?: Date
  until?: Date
}

export interface WebhookLedger {
  /** @returns `too_many`: the tenant has as many as it may */
  create(tenantId: string, webhook: NewWebhook, ask: Ask<Webhook>): Promise<Webhook | 'key_taken' | 'too_many'>
  list(reader: Reader, page: PageRequest): Promise<Page<Webhook>>
  view(reader: Reader, id: string): Promise<Webhook | undefined>
  /** Enabling goes on with what waits. @returns undefined: it is gone */
  change(before: Webhook, change: WebhookChange, actor: Actor): Promise<Webhook | undefined>
  /** What was delivered is kept no longer than always, and shown no more. @returns false: it is gone */
  delete(webhook: Webhook, actor: Actor): Promise<boolean>
  /** The one in force until now signs beside the new one for so long. */
  rotate(
    before: Webhook,
    sealed: string,
    overlapMs: number,
    ask: Ask<Webhook>,
  ): Promise<Webhook | 'key_taken' | undefined>
  /** Notes a delivery of nothing. @returns `disabled`: nothing is sent to it */
  test(webhook: Webhook, delivery: { id: string; body: string }): Promise<'written' | 'disabled'>
  deliveries(
    reader: Reader,
    webhookId: string,
    filter: DeliveryFilter,
    page: PageRequest,
  ): Promise<Page<WebhookDelivery>>
  delivery(
    reader: Reader,
    webhookId: string,
    id: string,
  ): Promise<{ delivery: WebhookDelivery; attempts: DeliveryAttempt[] } | undefined>
  /**
   * Has them sent again under their own ids.
   * @returns how many, `MAX_REPLAYED` at most; `disabled`: nothing is sent to it
   */
  replay(
    webhook: Webhook,
    which: { delivery: string } | DeliveryFilter,
    actor: Actor,
  ): Promise<number | 'gone' | 'disabled'>
}

/** At once. */
export const MAX_REPLAYED = 10_000
