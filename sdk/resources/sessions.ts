// Sessions: from the first recorded words to the sealed document.
import type { CallOptions } from '../client/call-options.ts'
import type { Caller } from '../client/create-caller.ts'
import { type FollowOptions, followEvents } from '../client/follow-events.ts'
import type { Body, Operation, Query } from '../client/operation-types.ts'
import { paged } from '../client/paged.ts'
import { type WaitOptions, waitFor } from '../client/wait-for.ts'
import { appendChunk, type Chunk } from '../recording/append-chunk.ts'
import { type AssetToUpload, uploadAsset } from '../recording/upload-asset.ts'
import type { Session } from './shapes.ts'

const ONE = '/api/v1/session/{id}'
const SETTLED = ['FINALIZED', 'BUILD_FAILED', 'GUARD_FAILED', 'CUSTODY_FAILED', 'ABANDONED']

export function sessions(caller: Caller) {
  const why = (id: string, options: CallOptions = {}) =>
    caller.request('GET', `${ONE}/why`, { ...options, path: { id } })
  return {
    /** The tenant's configuration as it is now is pinned, and never changes for this session. */
    start: (body: Body<Operation<'POST', '/api/v1/session/start'>>, options: CallOptions = {}) =>
      caller.request('POST', '/api/v1/session/start', { ...options, body }),
    list: (query: Query<Operation<'GET', '/api/v1/session'>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', '/api/v1/session', asked), query, options),
    get: (id: string, options: CallOptions = {}) => caller.request('GET', ONE, { ...options, path: { id } }),
    /** One chunk of the recording; what is answered is kept. The same chunk again does nothing. */
    append: (id: string, chunk: Chunk, options: CallOptions = {}) => appendChunk(caller, id, chunk, options),
    /** Who speaks, and of what, from a moment on. */
    context: (id: string, body: Body<Operation<'PATCH', `${typeof ONE}/current-context`>>, options: CallOptions = {}) =>
      caller.request('PATCH', `${ONE}/current-context`, { ...options, path: { id }, body }),
    blocks: (id: string, query: Query<Operation<'GET', `${typeof ONE}/blocks`>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', `${ONE}/blocks`, { ...asked, path: { id } }), query, options),
    /** A correction by hand, kept with its author. */
    editBlock: (
      id: string,
      sequenceId: number,
      body: Body<Operation<'PATCH', `${typeof ONE}/blocks/{sequence_id}`>>,
      options: CallOptions = {},
    ) =>
      caller.request('PATCH', `${ONE}/blocks/{sequence_id}`, {
        ...{ ...options, path: { id, sequence_id: sequenceId }, body },
      }),
    /** A picture: JPEG, PNG, WebP, GIF or TIFF. */
    uploadAsset: (id: string, asset: AssetToUpload, options: CallOptions = {}) =>
      uploadAsset(caller, id, asset, options),
    assets: (id: string, query: Query<Operation<'GET', `${typeof ONE}/assets`>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', `${ONE}/assets`, { ...asked, path: { id } }), query, options),
    asset: (id: string, assetId: string, options: CallOptions = {}) =>
      caller.request('GET', `${ONE}/assets/{asset_id}`, { ...options, path: { id, asset_id: assetId } }),
    /** @throws MandateError GUARD_FAILED, with `waitSeconds`, when guard did not sign; it is tried again by itself */
    finalize: (id: string, body: Body<Operation<'POST', `${typeof ONE}/finalize`>> = {}, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/finalize`, { ...options, path: { id }, body }),
    /** The next version of a sealed one. */
    clone: (id: string, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/clone`, { ...options, path: { id } }),
    /** After a lost connection: a new epoch, and what has arrived. */
    resume: (id: string, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/resume`, { ...options, path: { id } }),
    resurrect: (id: string, options: CallOptions = {}) =>
      caller.request('POST', `${ONE}/resurrect`, { ...options, path: { id } }),
    /** Unless `until` says otherwise: until it is FINALIZED, or failed. */
    waitFor: (id: string, options: WaitOptions<Session> = {}) =>
      waitFor<Session>(asked => caller.respond('GET', ONE, { ...asked, path: { id } }), isSettled, options),
    events: (id: string, options: FollowOptions = {}) =>
      followEvents(
        ...([caller, `/api/v1/session/${encodeURIComponent(id)}/events`] as const),
        async () => (await why(id, options)).reason === 'FINAL',
        options,
      ),
    audit: (id: string, query: Query<Operation<'GET', `${typeof ONE}/audit`>> = {}, options: CallOptions = {}) =>
      paged(asked => caller.request('GET', `${ONE}/audit`, { ...asked, path: { id } }), query, options),
    why,
  }
}

const isSettled = ({ status }: Session) => SETTLED.includes(status)
