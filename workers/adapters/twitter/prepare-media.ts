// Brings a post's media to X before anything is published, each handle kept the instant it exists, so that no upload is done twice.
import { z } from 'zod'
import type { ActionError } from '#domain/action/action.ts'
import type { Post, Prepared, PrepareTools } from '#domain/ports/platform.ts'
import { type MediaClient, SEGMENT_BYTES } from './media-client.ts'
import { MAX_MEDIA_BYTES, mediaKind, wrongTogether } from './media-kind.ts'
import { mediaHandle } from './transform.ts'
import type { Uploaded } from './wire.ts'

/** How far one medium is on X; what its checkpoint holds. */
const Handle = z.object({
  media_id: z.string(),
  category: z.enum(['tweet_image', 'tweet_gif', 'tweet_video']),
  mime: z.string(),
  stage: z.enum(['uploading', 'processing', 'ready']),
  /** Segments that X has for certain. */
  appended: z.int().default(0),
  described: z.boolean().default(false),
  expires_at_ms: z.number(),
})
type Handle = z.infer<typeof Handle>

/** @throws as MediaClient does, and what reading a medium throws */
export async function prepareMedia(post: Post, tools: PrepareTools, client: MediaClient): Promise<Prepared> {
  const categories: string[] = []
  let waiting: Prepared | undefined
  for (const index of post.media.keys()) {
    const step = await prepareOne(post, index, tools, client)
    if ('refused' in step) return { kind: 'refused', error: step.refused }
    categories.push(step.handle.category)
    if (step.retryInMs !== undefined)
      waiting = { kind: 'not_yet', retryInMs: step.retryInMs, detail: `X is processing medium ${index}` }
  }
  const error = wrongTogether(categories)
  return error === undefined ? (waiting ?? { kind: 'ready' }) : { kind: 'refused', error }
}

type Step = { handle: Handle; retryInMs?: number | undefined } | { refused: ActionError }

async function prepareOne(post: Post, index: number, tools: PrepareTools, client: MediaClient): Promise<Step> {
  const medium = post.media[index]
  if (medium === undefined) throw new RangeError(`no medium ${index}`)
  const keep = async (handle: Handle): Promise<Handle> => {
    await tools.checkpoints.put(mediaHandle(index), handle, handle.expires_at_ms)
    return handle
  }
  let read: Promise<Uint8Array> | undefined
  const bytes = () => {
    read ??= tools.readMedia(medium, MAX_MEDIA_BYTES)
    return read
  }
  const kept = Handle.safeParse(tools.checkpoints.get(mediaHandle(index))).data
  const started = kept ?? (await begin(await bytes(), client, keep))
  if ('refused' in started) return started
  const uploaded =
    started.stage === 'uploading' ? await resume(started, await bytes(), client, keep) : { handle: started }
  const processed = kept?.stage === 'processing' ? await checked(kept, client, keep) : uploaded
  if ('refused' in processed || medium.alt === undefined || medium.alt === '' || processed.handle.described)
    return processed
  await client.describe(processed.handle.media_id, medium.alt)
  return { ...processed, handle: await keep({ ...processed.handle, described: true }) }
}

type Keep = (handle: Handle) => Promise<Handle>

/** An image is there after one request; of anything else the session is opened. */
async function begin(bytes: Uint8Array, client: MediaClient, keep: Keep): Promise<Handle | { refused: ActionError }> {
  const kind = await mediaKind(bytes)
  if ('code' in kind) return { refused: kind }
  const isImage = kind.category === 'tweet_image'
  const answer = isImage ? await client.uploadImage(bytes, kind) : await client.initialize(bytes.byteLength, kind)
  return keep({
    media_id: answer.id,
    ...kind,
    stage: isImage ? 'ready' : 'uploading',
    appended: 0,
    described: false,
    expires_at_ms: expiryMs(answer),
  })
}

async function resume(started: Handle, bytes: Uint8Array, client: MediaClient, keep: Keep): Promise<Step> {
  let handle = started
  for (let index = handle.appended; index * SEGMENT_BYTES < bytes.byteLength; index += 1) {
    await client.append(handle.media_id, bytes, index)
    handle = await keep({ ...handle, appended: index + 1 })
  }
  return after(handle, await client.finalize(handle.media_id), keep)
}

async function checked(handle: Handle, client: MediaClient, keep: Keep): Promise<Step> {
  return after(handle, await client.status(handle.media_id), keep)
}

async function after(handle: Handle, answer: Uploaded, keep: Keep): Promise<Step> {
  const { state = 'succeeded', check_after_secs: waitS = 1, error } = answer.processing_info ?? {}
  if (state === 'failed') {
    const message = `X could not process the medium${error?.message === undefined ? '' : `: ${error.message}`}`
    return { refused: { code: 'MEDIA_UNSUPPORTED', message, platformCode: error?.name ?? state, retryable: false } }
  }
  if (state === 'succeeded')
    return { handle: await keep({ ...handle, stage: 'ready', expires_at_ms: expiryMs(answer, handle) }) }
  const retryInMs = Math.min(Math.max(waitS * 1000, 500), 60_000)
  return { handle: handle.stage === 'processing' ? handle : await keep({ ...handle, stage: 'processing' }), retryInMs }
}

/** X forgets a medium that no post has taken; a little early, so that none expires between preparing and publishing. */
function expiryMs({ expires_after_secs: seconds }: Uploaded, before?: Handle): number {
  if (seconds === undefined && before !== undefined) return before.expires_at_ms
  return Date.now() + (seconds ?? DEFAULT_EXPIRY_S) * 1000 - EARLY_MS
}

const DEFAULT_EXPIRY_S = 86_400
const EARLY_MS = 5 * 60_000
