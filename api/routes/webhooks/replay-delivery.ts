// POST /webhooks/{id}/deliveries/{delivery_id}/replay
import { DeliveryResource } from '#contracts/webhook.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { deliveryResource } from '../../resources/webhook-resource.ts'
import { deliveryInPath, deliveryNow, ownWebhook, webhookDisabled, webhookGone } from '../../webhooks/own-webhook.ts'

export const replayDelivery = defineRoute<Webhook>({
  method: 'post',
  path: '/webhooks/{id}/deliveries/{delivery_id}/replay',
  name: 'replayDelivery',
  tag: 'Webhooks',
  summary: 'Send a delivery again',
  description:
    'Whatever became of it: with the same `webhook-id`, a new time and a new signature, and all its tries before it. One that waits is sent at once.',
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
    const { ports, caller, subject, keyed } = call
    const { id } = (await deliveryInPath(call)).delivery
    const replayed = await ports.webhooks.replay(subject, { delivery: id }, caller.actor)
    if (replayed === 'disabled') throw webhookDisabled('replay')
    if (replayed === 'gone') throw webhookGone()
    const location = `/api/v1/webhooks/${subject.id}/deliveries/${id}`
    const answer = json(202, deliveryResource(await deliveryNow(call, id)), { location, 'retry-after': '1' })
    // Lost before this, the same request sends it once more, as any delivery may be.
    await keyed?.keep(answer)
    return answer
  },
})
