// GET /webhooks/{id}
import { WebhookResource } from '#contracts/webhook.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { webhookResource } from '../../resources/webhook-resource.ts'
import { shownWebhook } from '../../webhooks/own-webhook.ts'

export const getWebhook = defineRoute<Webhook>({
  method: 'get',
  path: '/webhooks/{id}',
  name: 'getWebhook',
  tag: 'Webhooks',
  summary: 'One webhook',
  description: 'Without its secret, which is shown once. `failing_since`: since then every try has failed.',
  scopes: ['tenant:admin'],
  subject: shownWebhook,
  answers: [{ status: 200, description: 'The webhook', schema: WebhookResource, example: EXAMPLES.webhook }],
  run: ({ subject }) => json(200, webhookResource(subject)),
})
