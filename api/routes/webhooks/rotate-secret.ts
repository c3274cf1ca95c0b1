// POST /webhooks/{id}/rotate-secret
import { RotateSecretRequest, WebhookWithSecret } from '#contracts/webhook.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { EXAMPLES } from '../../examples.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { webhookResource } from '../../resources/webhook-resource.ts'
import { ownWebhook, webhookGone } from '../../webhooks/own-webhook.ts'
import { sealedSecret } from '../../webhooks/sealed-secret.ts'

const DEFAULTS = RotateSecretRequest.parse({})

export const rotateWebhookSecret = defineRoute<Webhook, RotateSecretRequest>({
  method: 'post',
  path: '/webhooks/{id}/rotate-secret',
  name: 'rotateWebhookSecret',
  tag: 'Webhooks',
  summary: 'A new secret, in force at once',
  description:
    'For `overlap_seconds` (a day unless said otherwise, at most 30) the former one signs beside it: `webhook-signature` then has two signatures, separated by a space. A third one ends the first. The secret is in this answer alone: kept under an Idempotency-Key it is null.',
  scopes: ['tenant:admin'],
  subject: ownWebhook,
  body: { schema: RotateSecretRequest, required: false, limit: 'json', examples: { hour: { overlap_seconds: 3600 } } },
  answers: [{ status: 200, description: 'Rotated', schema: WebhookWithSecret, example: EXAMPLES.webhookWithSecret }],
  async run(call) {
    const { ports, subject } = call
    const { overlap_seconds } = call.body ?? DEFAULTS
    const { secret, sealed } = sealedSecret(ports, subject.id)
    const rotated = await ports.webhooks.rotate(
      subject,
      sealed,
      overlap_seconds * 1000,
      ask(call, view => shown(view, null)),
    )
    if (rotated === 'key_taken') return replayTaken(call)
    if (rotated === undefined) throw webhookGone()
    return shown(rotated, secret)
  },
})

const shown = (view: Webhook, secret: string | null) => json(200, { ...webhookResource(view), secret })
