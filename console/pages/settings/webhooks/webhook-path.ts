// The webhook that an address of the console names.
import type { Context } from 'hono'
import type { WebhookResource } from '#contracts/webhook.ts'
import type { ConsoleEnv } from '../../../person.ts'

/** Nothing but an id may become a part of a path of the API. */
export const WEBHOOK = '/:id{[0-9a-fA-F-]{36}}'
export const DELIVERY = `${WEBHOOK}/deliveries/:delivery{[0-9a-fA-F-]{36}}`

export const idOf = (c: Context) => c.req.param('id') ?? ''
export const deliveryOf = (c: Context) => c.req.param('delivery') ?? ''

/** @throws ApiRefusal */
export const readWebhook = (c: Context<ConsoleEnv>) => c.var.api.get<WebhookResource>(`/webhooks/${idOf(c)}`)
