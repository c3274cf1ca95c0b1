// POST /webhooks
import { randomUUIDv7 as uuid } from 'node:crypto'
import { WebhookRequest, WebhookWithSecret } from '#contracts/webhook.ts'
import { MandateError } from '#domain/errors.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { EXAMPLES } from '../../examples.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { webhookResource } from '../../resources/webhook-resource.ts'
import { demandReceiver } from '../../webhooks/demand-receiver.ts'
import { sealedSecret } from '../../webhooks/sealed-secret.ts'

export const createWebhook = defineRoute<undefined, WebhookRequest>({
  method: 'post',
  path: '/webhooks',
  name: 'createWebhook',
  tag: 'Webhooks',
  summary: 'Have changes of state told to an address',
  description:
    'Signed as Standard Webhooks says (`webhook-id`, `webhook-timestamp`, `webhook-signature`). **At least once**, with the same `webhook-id` each time, and in no promised order: `data.seq` orders the changes of one subject. A payload names the subject and its state and nothing of its content; GET it. Any 2xx is a success; no redirect is followed; `410` disables the endpoint; `Retry-After` of a 429 or 503 is kept to. What fails is tried again for a day, ever more rarely, and can be replayed. Told is what commits from now on, while the endpoint is ACTIVE. The secret is in this answer alone: kept under an Idempotency-Key it is null.',
  scopes: ['tenant:admin'],
  body: { schema: WebhookRequest, required: true, limit: 'json', examples: { webhook: EXAMPLES.webhookRequest } },
  answers: [
    {
      ...{ status: 201, description: 'ACTIVE', schema: WebhookWithSecret, example: EXAMPLES.webhookWithSecret },
      headers: { Location: 'Where the endpoint is' },
    },
  ],
  refusals: ['INVALID_STATE'],
  async run(call) {
    const { ports, caller, body, settings } = call
    await demandReceiver(body.url, settings.webhookRules)
    const id = uuid()
    const { secret, sealed } = sealedSecret(ports, id)
    const written = await ports.webhooks.create(
      caller.tenantId,
      { id, ...body, sealed },
      ask(call, view => made(view, null)),
    )
    if (written === 'key_taken') return replayTaken(call)
    if (written === 'too_many')
      throw new MandateError('INVALID_STATE', 'the tenant has as many webhooks as it may: delete one first')
    return made(written, secret)
  },
})

function made(view: Webhook, secret: string | null) {
  return json(201, { ...webhookResource(view), secret }, { location: `/api/v1/webhooks/${view.id}` })
}
