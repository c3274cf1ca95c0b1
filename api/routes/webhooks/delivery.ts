// GET /webhooks/{id}/deliveries/{delivery_id}
import { DeliveryWithAttempts } from '#contracts/webhook.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { deliveryWithAttempts } from '../../resources/webhook-resource.ts'
import { deliveryInPath, shownWebhook } from '../../webhooks/own-webhook.ts'

export const getDelivery = defineRoute<Webhook>({
  method: 'get',
  path: '/webhooks/{id}/deliveries/{delivery_id}',
  name: 'getDelivery',
  tag: 'Webhooks',
  summary: 'One delivery: what is sent, and each try',
  description: 'Of each answer the first KiB is kept; of very many tries the last 200.',
  scopes: ['tenant:admin'],
  subject: shownWebhook,
  answers: [
    { status: 200, description: 'The delivery', schema: DeliveryWithAttempts, example: EXAMPLES.deliveryWithAttempts },
  ],
  run: async call => json(200, deliveryWithAttempts(await deliveryInPath(call))),
})
