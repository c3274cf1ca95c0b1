// Actions: what is proposed, approved by its digest, and done at most once.
import type { CallOptions } from '../client/call-options.ts'
import type { Caller } from '../client/create-caller.ts'
import { type FollowOptions, followEvents } from '../client/follow-events.ts'
import type { Body, Operation, Query } from '../client/operation-types.ts'
import { paged } from '../client/paged.ts'
import { type WaitOptions, waitFor } from '../client/wait-for.ts'
import type { Action } from './shapes.ts'

const ONE = '/api/v1/actions/{id}'
const SETTLED = ['COMPLETED', 'FAILED', 'REJECTED', 'CANCELLED', 'EXPIRED', 'MISSED', 'OUTCOME_UNKNOWN']

/** What `POST /actuator/execute` takes: the exact text under the signature. */
export interface SignedCommand {
  body: string
  headers: Readonly<Record<string, string>>
}

export function actions(caller: Caller) {
  const why = (id: string, options: CallOptions = {}) =>
    caller.request('GET', `${ONE}/why`, { ...options, path: { id } })
  return {
    /** @param options `dryRun`: only what would be said of it */
    propose: (
      body: Body<Operation<'POST', '/api/v1/actions'>>,
      { dryRun, ...options }: CallOptions & { dryRun?: boolean } = {},
    ) =>
      caller.request('POST', '/api/v1/actions', {
        ...{ ...options, body },
        ...(dryRun === undefined ? {} : { query: { dry_run: dryRun } }),
      }),
    list: (query: Query<Operation<'GET', '/api/v1/actions'>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', '/api/v1/actions', asked), query, options),
    get: (id: string, options: CallOptions = {}) => caller.request('GET', ONE, { ...options, path: { id } }),
    /** What waits for whoever the token is of, most urgent first. */
    inbox: (query: Query<Operation<'GET', '/api/v1/inbox'>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', '/api/v1/inbox', asked), query, options),
    /** What it said before each edit, newest first. */
    versions: (id: string, query: Query<Operation<'GET', `${typeof ONE}/versions`>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', `${ONE}/versions`, { ...asked, path: { id } }), query, options),
    /** The bytes behind its addresses, as they were hashed. */
    media: (id: string, options: CallOptions = {}) =>
      caller.request('GET', `${ONE}/media`, { ...options, path: { id } }),
    /** Of the digest that the person has seen; a person's token, and not of whoever proposed it. */
    approve: (id: string, body: Body<Operation<'POST', `${typeof ONE}/approve`>>, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/approve`, { ...options, path: { id }, body }),
    reject: (id: string, reason: string, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/reject`, { ...options, path: { id }, body: { reason } }),
    /** Approvals are void after it. */
    edit: (id: string, body: Body<Operation<'PATCH', typeof ONE>>, options: CallOptions = {}) =>
      caller.request('PATCH', ONE, { ...options, path: { id }, body }),
    cancel: (id: string, reason: string, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/cancel`, { ...options, path: { id }, body: { reason } }),
    /** Says what became of one whose outcome is unknown. */
    resolve: (id: string, body: Body<Operation<'POST', `${typeof ONE}/resolve`>>, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/resolve`, { ...options, path: { id }, body }),
    /**
     * Sends a command byte by byte, as `signCommand` made it. Another try sends the same bytes, which their `jti` makes safe.
     * @throws MandateError EXECUTION_FAILED, with `waitSeconds`, when the platform refused
     */
    execute: async ({ body, headers }: SignedCommand, options: CallOptions = {}): Promise<Action> => {
      const path = '/api/v1/actuator/execute'
      const sent = { ...options, method: 'POST', body, headers: { ...options.headers, ...headers } }
      return (await caller.fetch(path, sent)).json() as Promise<Action>
    },
    metrics: (id: string, options: CallOptions = {}) =>
      caller.request('GET', `${ONE}/metrics`, { ...options, path: { id } }),
    /** Unless `until` says otherwise: until it is final, or its outcome is unknown. */
    waitFor: (id: string, options: WaitOptions<Action> = {}) =>
      waitFor<Action>(asked => caller.respond('GET', ONE, { ...asked, path: { id } }), isSettled, options),
    /** Every entry of its trail, those of the past first; ends when it is final. */
    events: (id: string, options: FollowOptions = {}) =>
      followEvents(
        ...([caller, `/api/v1/actions/${encodeURIComponent(id)}/events`] as const),
        async () => (await why(id, options)).reason === 'FINAL',
        options,
      ),
    audit: (id: string, query: Query<Operation<'GET', `${typeof ONE}/audit`>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', `${ONE}/audit`, { ...asked, path: { id } }), query, options),
    why,
  }
}

const isSettled = ({ status }: Action) => SETTLED.includes(status)
