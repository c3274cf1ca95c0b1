// Webhooks: where every change of state is told, and what became of each telling.
import type { CallOptions } from '../client/call-options.ts'
import type { Caller } from '../client/create-caller.ts'
import type { Body, Operation, Query } from '../client/operation-types.ts'
import { paged } from '../client/paged.ts'
import { withSecret } from './with-secret.ts'

const ALL = '/api/v1/webhooks'
const ONE = '/api/v1/webhooks/{id}'
const DELIVERIES = '/api/v1/webhooks/{id}/deliveries'
const DELIVERY = '/api/v1/webhooks/{id}/deliveries/{delivery_id}'

export function webhooks(caller: Caller) {
  return {
    /**
     * `secret` is in this answer alone.
     * @throws MandateError SECRET_LOST when that answer was lost on its way and another try told only that the webhook was made; it exists
     * (`problem.webhook_id`): `rotateSecret` gives it a secret that you know
     */
    create: async (body: Body<Operation<'POST', typeof ALL>>, options: CallOptions = {}) =>
      withSecret(await caller.respond('POST', ALL, { ...options, body })),
    list: (query: Query<Operation<'GET', typeof ALL>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', ALL, asked), query, options),
    get: (id: string, options: CallOptions = {}) => caller.request('GET', ONE, { ...options, path: { id } }),
    change: (id: string, body: Body<Operation<'PATCH', typeof ONE>>, options: CallOptions = {}) =>
      caller.request('PATCH', ONE, { ...options, path: { id }, body }),
    delete: (id: string, options: CallOptions = {}) => caller.request('DELETE', ONE, { ...options, path: { id } }),
    /**
     * A new secret, in this answer alone; the former signs beside it until the overlap ends.
     * @throws MandateError SECRET_LOST when that answer was lost on its way and another try told only that it was done: call it again, under a
     * new key
     */
    rotateSecret: async (
      id: string,
      body: Body<Operation<'POST', `${typeof ONE}/rotate-secret`>> = {},
      options: CallOptions = {},
    ) => withSecret(await caller.respond('POST', `${ONE}/rotate-secret`, { ...options, path: { id }, body })),
    test: (id: string, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/test`, { ...options, path: { id } }),
    deliveries: (id: string, query: Query<Operation<'GET', typeof DELIVERIES>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', DELIVERIES, { ...asked, path: { id } }), query, options),
    /** With its payload and every try. */
    delivery: (id: string, deliveryId: string, options: CallOptions = {}) =>
      caller.request('GET', DELIVERY, { ...options, path: { id, delivery_id: deliveryId } }),
    /** The same event under the same `webhook-id`, signed anew. */
    replay: (id: string, deliveryId: string, options: CallOptions = {}) =>
      caller.request('POST', `${DELIVERY}/replay`, { ...options, path: { id, delivery_id: deliveryId } }),
    replayMany: (id: string, body: Body<Operation<'POST', `${typeof ONE}/replay`>>, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/replay`, { ...options, path: { id }, body }),
  }
}
