// POST /webhooks/{id}/test
import { randomUUIDv7 as uuid } from 'node:crypto'
import { DeliveryResource } from '#contracts/webhook.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { deliveryResource } from '../../resources/webhook-resource.ts'
import { deliveryNow, ownWebhook, webhookDisabled } from '../../webhooks/own-webhook.ts'

export const testWebhook = defineRoute<Webhook>({
  method: 'post',
  path: '/webhooks/{id}/test',
  name: 'testWebhook',
  tag: 'Webhooks',
  summary: 'Send a `webhook.test`',
  description: 'Whatever the webhook asks for. See the delivery for what became of it.',
  scopes: ['tenant:admin'],
  subject: ownWebhook,
  answers: [
    {
      ...{ status: 202, description: 'On its way', schema: DeliveryResource, example: EXAMPLES.delivery },
      headers: { Location: 'Where the delivery is', 'Retry-After': 'Seconds' },
    },
  ],
  refusals: ['INVALID_STATE'],
  async run(call) {
    const { ports, subject, keyed } = call
    const id = uuid()
    const data = { subject: 'webhook', id: subject.id, tenant_id: subject.tenantId }
    const body = JSON.stringify({ type: 'webhook.test', timestamp: new Date().toISOString(), data })
    if ((await ports.webhooks.test(subject, { id, body })) === 'disabled') throw webhookDisabled('test')
    const location = `/api/v1/webhooks/${subject.id}/deliveries/${id}`
    const answer = json(202, deliveryResource(await deliveryNow(call, id)), { location, 'retry-after': '1' })
    // Lost before this, the same request sends one more test.
    await keyed?.keep(answer)
    return answer
  },
})
