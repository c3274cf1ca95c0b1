// DELETE /webhooks/{id}
import type { Webhook } from '#domain/webhook/webhook.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { ownWebhook, webhookGone } from '../../webhooks/own-webhook.ts'

export const deleteWebhook = defineRoute<Webhook>({
  method: 'delete',
  path: '/webhooks/{id}',
  name: 'deleteWebhook',
  tag: 'Webhooks',
  summary: 'Delete a webhook',
  description: 'What waits is not sent any more; what is under way at this moment may still arrive.',
  scopes: ['tenant:admin'],
  keyless: true,
  subject: ownWebhook,
  answers: [{ status: 204, description: 'Gone' }],
  async run({ ports, caller, subject }) {
    if (!(await ports.webhooks.delete(subject, caller.actor))) throw webhookGone()
    return { status: 204, headers: {}, body: null }
  },
})
