// GET /webhooks
import { z } from 'zod'
import { WebhookResource } from '#contracts/webhook.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { WEBHOOK_CSV, webhookResource, webhookRow } from '../../resources/webhook-resource.ts'

const Query = z.strictObject({ limit: Limit, cursor: Cursor })

export const listWebhooks = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/webhooks',
  name: 'listWebhooks',
  tag: 'Webhooks',
  summary: 'The webhooks of the tenant, newest first',
  scopes: ['tenant:admin'],
  query: Query,
  answers: listAnswers(WebhookResource, EXAMPLES.webhook),
  async run(call) {
    const { limit, cursor } = call.query
    const page = await call.ports.webhooks.list(call.caller.reader, pick({ limit, after: positionOf(call, cursor) }))
    return listAnswer(call, page, { resource: webhookResource, columns: WEBHOOK_CSV, row: webhookRow })
  },
})
