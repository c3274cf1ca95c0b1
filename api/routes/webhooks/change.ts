// PATCH /webhooks/{id}
import { WebhookPatch, WebhookResource } from '#contracts/webhook.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { EXAMPLES } from '../../examples.ts'
import { pick } from '../../lists/pick.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { webhookResource } from '../../resources/webhook-resource.ts'
import { demandReceiver } from '../../webhooks/demand-receiver.ts'
import { ownWebhook, webhookGone } from '../../webhooks/own-webhook.ts'

export const changeWebhook = defineRoute<Webhook, WebhookPatch>({
  method: 'patch',
  path: '/webhooks/{id}',
  name: 'changeWebhook',
  tag: 'Webhooks',
  summary: 'Change a webhook, disable it, or enable it again',
  description:
    'What waits stays while it is DISABLED and goes on once it is ACTIVE again; what changes in between is not told. Another address gets what waits, too.',
  scopes: ['tenant:admin'],
  subject: ownWebhook,
  body: { schema: WebhookPatch, required: true, limit: 'json', examples: { events: EXAMPLES.webhookPatch } },
  answers: [{ status: 200, description: 'Changed', schema: WebhookResource, example: EXAMPLES.webhook }],
  async run({ ports, caller, subject, body, settings }) {
    if (body.url !== undefined) await demandReceiver(body.url, settings.webhookRules)
    const { status, ...fields } = body
    const change = pick({ ...fields, status: status === subject.status ? undefined : status })
    if (Object.keys(change).length === 0) return json(200, webhookResource(subject))
    const changed = await ports.webhooks.change(subject, change, caller.actor)
    if (changed === undefined) throw webhookGone()
    return json(200, webhookResource(changed))
  },
})
