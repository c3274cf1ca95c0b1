// Campaigns: from a brief to what was published and learned.
import type { CallOptions } from '../client/call-options.ts'
import type { Caller } from '../client/create-caller.ts'
import { type FollowOptions, followEvents } from '../client/follow-events.ts'
import type { Answer, Body, Operation, Query } from '../client/operation-types.ts'
import { paged } from '../client/paged.ts'
import { type WaitOptions, waitFor } from '../client/wait-for.ts'
import type { Campaign } from './shapes.ts'

const ONE = '/api/v1/campaigns/{id}'
const BATCH = '/api/v1/campaigns/batch'
const FINAL = ['completed', 'failed', 'cancelled']

/** `dryRun`: what would become of each; nothing is created. */
export type BatchOptions = CallOptions & { start?: boolean; dryRun?: boolean }

export function campaigns(caller: Caller) {
  const why = (id: string, options: CallOptions = {}) =>
    caller.request('GET', `${ONE}/why`, { ...options, path: { id } })
  return {
    /** `tenant_id` alone is enough. Nothing runs before it is started. */
    create: (body: Body<Operation<'POST', '/api/v1/campaigns'>>, options: CallOptions = {}) =>
      caller.request('POST', '/api/v1/campaigns', { ...options, body }),
    /** Up to 1000; one bad item does not spoil the rest: look at each result's `status`. */
    batch: (
      body: Body<Operation<'POST', typeof BATCH>>,
      { start = false, dryRun = false, ...options }: BatchOptions = {},
    ) => caller.request('POST', BATCH, { ...options, body, query: { start, dry_run: dryRun } }),
    /** The same from the text of a CSV file; each result has the `line` that it is about. */
    batchCsv: async (csv: string, { start = false, dryRun = false, ...options }: BatchOptions = {}) => {
      const headers = { ...options.headers, 'content-type': 'text/csv; charset=utf-8' }
      const path = `${BATCH}?start=${start}&dry_run=${dryRun}`
      const answer = await caller.fetch(path, { ...options, method: 'POST', headers, body: csv })
      return (await answer.json()) as Answer<Operation<'POST', typeof BATCH>>
    },
    list: (query: Query<Operation<'GET', '/api/v1/campaigns'>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', '/api/v1/campaigns', asked), query, options),
    get: (id: string, options: CallOptions = {}) => caller.request('GET', ONE, { ...options, path: { id } }),
    /** With `waitSeconds`, once people have the word, or it is over. */
    start: (id: string, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/start`, { ...options, path: { id } }),
    retry: (id: string, body: Body<Operation<'POST', `${typeof ONE}/retry`>> = {}, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/retry`, { ...options, path: { id }, body }),
    cancel: (id: string, reason: string, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/cancel`, { ...options, path: { id }, body: { reason } }),
    /** Unless `until` says otherwise: until it waits for people, or is over. */
    waitFor: (id: string, options: WaitOptions<Campaign> = {}) =>
      waitFor<Campaign>(asked => caller.respond('GET', ONE, { ...asked, path: { id } }), isSettled, options),
    /** Every entry of its trail, those of the past first; ends when it is over. */
    events: (id: string, options: FollowOptions = {}) =>
      followEvents(
        ...([caller, `/api/v1/campaigns/${encodeURIComponent(id)}/events`] as const),
        async () => (await why(id, options)).reason === 'FINAL',
        options,
      ),
    /** Its trail as it stands. */
    audit: (id: string, query: Query<Operation<'GET', `${typeof ONE}/audit`>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', `${ONE}/audit`, { ...asked, path: { id } }), query, options),
    /** What it waits for just now. */
    why,
  }
}

const isSettled = ({ status }: Campaign) => status === 'waiting_approval' || FINAL.includes(status)
