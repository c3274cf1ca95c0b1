// POST /webhooks/{id}/replay
import { ReplayRequest, ReplayResult } from '#contracts/webhook.ts'
import { MAX_REPLAYED } from '#domain/ports/webhook-ledger.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { pick } from '../../lists/pick.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { ownWebhook, webhookDisabled, webhookGone } from '../../webhooks/own-webhook.ts'

export const replayWebhook = defineRoute<Webhook, ReplayRequest>({
  method: 'post',
  path: '/webhooks/{id}/replay',
  name: 'replayWebhook',
  tag: 'Webhooks',
  summary: 'Send again what was made in a stretch of time',
  description: `Those that failed, unless \`status\` says otherwise; each under its own \`webhook-id\`. At most ${MAX_REPLAYED} at once, the oldest first: \`more\` says that there are others.`,
  scopes: ['tenant:admin'],
  subject: ownWebhook,
  body: {
    ...{ schema: ReplayRequest, required: true, limit: 'json' },
    examples: { failed: { since: '2026-11-20T09:00:00Z' } },
  },
  answers: [
    {
      ...{ status: 202, description: 'On their way', schema: ReplayResult, example: { replayed: 12, more: false } },
      headers: { Location: 'Where the deliveries are' },
    },
  ],
  refusals: ['INVALID_STATE'],
  async run({ ports, caller, subject, body, keyed }) {
    const { since, until, status } = body
    const which = pick({ status, since: new Date(since), until: until === undefined ? undefined : new Date(until) })
    const replayed = await ports.webhooks.replay(subject, which, caller.actor)
    if (replayed === 'disabled') throw webhookDisabled('replay')
    if (replayed === 'gone') throw webhookGone()
    const result = { replayed, more: replayed === MAX_REPLAYED }
    const answer = json(202, result, { location: `/api/v1/webhooks/${subject.id}/deliveries` })
    // Lost before this, the same request sends them once more, as any delivery may be.
    await keyed?.keep(answer)
    return answer
  },
})
