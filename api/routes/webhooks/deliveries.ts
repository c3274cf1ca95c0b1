// GET /webhooks/{id}/deliveries
import { z } from 'zod'
import { DeliveryResource } from '#contracts/webhook.ts'
import { WEBHOOK_EVENT_TYPES } from '#domain/webhook/event-types.ts'
import { DELIVERY_STATUSES, type Webhook } from '#domain/webhook/webhook.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit, oneOrMore, Since, Until } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { DELIVERY_CSV, deliveryResource, deliveryRow } from '../../resources/webhook-resource.ts'
import { shownWebhook } from '../../webhooks/own-webhook.ts'

const Query = z.strictObject({
  limit: Limit,
  cursor: Cursor,
  status: oneOrMore(DELIVERY_STATUSES).optional(),
  event: oneOrMore(WEBHOOK_EVENT_TYPES).optional(),
  since: Since.optional(),
  until: Until.optional(),
})

export const listDeliveries = defineRoute<Webhook, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  name: 'listDeliveries',
  tag: 'Webhooks',
  summary: 'What was delivered to a webhook, or is on its way, newest first',
  description: 'Kept for 30 days unless set otherwise.',
  scopes: ['tenant:admin'],
  subject: shownWebhook,
  query: Query,
  answers: listAnswers(DeliveryResource, EXAMPLES.delivery),
  async run(call) {
    const { limit, cursor, ...filter } = call.query
    const page = await call.ports.webhooks.deliveries(
      call.caller.reader,
      call.subject.id,
      pick(filter),
      pick({ limit, after: positionOf(call, cursor) }),
    )
    return listAnswer(call, page, { resource: deliveryResource, columns: DELIVERY_CSV, row: deliveryRow })
  },
})
