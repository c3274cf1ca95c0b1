// The webhook that an address of the console names.
import type { Context } from 'hono'
import type { WebhookResource } from '#contracts/webhook.ts'
import { ID_PATTERN } from '../../../http/id-pattern.ts'
import type { ConsoleEnv } from '../../../person.ts'

export const WEBHOOK = `/:id{${ID_PATTERN}}` as const
export const DELIVERY = `${WEBHOOK}/deliveries/:delivery{${ID_PATTERN}}` as const

export const idOf = (c: Context) => c.req.param('id') ?? ''
export const deliveryOf = (c: Context) => c.req.param('delivery') ?? ''

/** @throws ApiRefusal */
export const readWebhook = (c: Context<ConsoleEnv>) => c.var.api.get<WebhookResource>(`/webhooks/${idOf(c)}`)
