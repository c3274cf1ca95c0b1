// What we send by ourselves, for the document: the `webhooks` of OpenAPI 3.1.
import { WebhookEvent } from '#contracts/webhook-event.ts'
import { EXAMPLES } from '../examples.ts'
import type { SchemaNames } from './operation.ts'

export function tellOfChanges(schemas: SchemaNames): Record<string, unknown> {
  const content = {
    'application/json': { schema: schemas.refer(WebhookEvent, 'WebhookEvent'), example: EXAMPLES.webhookEvent },
  }
  return {
    stateChanged: {
      post: {
        operationId: 'stateChanged',
        tags: ['Webhooks'],
        summary: 'A campaign, an action or a session has come to another state',
        description:
          'At least once, in no promised order: `webhook-id` names the event for this endpoint, the same at each try and replay; `data.seq` orders the changes of one subject.',
        security: [],
        parameters: HEADERS.map(([name, description]) => ({
          ...{ name, in: 'header', required: true, schema: { type: 'string' }, description },
        })),
        requestBody: { required: true, content },
        responses: {
          '2XX': { description: 'Taken' },
          '410': { description: 'Nobody listens here any more: the endpoint is disabled' },
          default: { description: 'Tried again; redirects are not followed' },
        },
      },
    },
  }
}

const HEADERS = [
  ['webhook-id', 'The delivery: what you have seen you may drop'],
  ['webhook-timestamp', 'Seconds since 1970, of this try'],
  [
    'webhook-signature',
    '`v1,` and the HMAC-SHA256 over `id.timestamp.body`; while a secret is being rotated two, separated by a space',
  ],
] as const
