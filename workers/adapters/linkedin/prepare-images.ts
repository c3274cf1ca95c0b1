// The images of a post, uploaded before it is published: each URN kept the instant it exists.
import { fileTypeFromBuffer } from 'file-type'
import { z } from 'zod'
import type { Handles, Post, Prepared, PrepareTools } from '#domain/ports/platform.ts'
import { type LinkedinClient, LinkedinRefusal } from './client.ts'
import type { LinkedinCredentials } from './linkedin-credentials.ts'
import { throttledUntilMs } from './throttled-until.ts'

/** `begun`: LinkedIn waits for the bytes; nobody knows whether they came. `uploaded`: it has them. `available`: it shows them. */
const ImageHandle = z.object({
  image: z.string(),
  sha256: z.string(),
  stage: z.enum(['begun', 'uploaded', 'available']),
})
type ImageHandle = z.infer<typeof ImageHandle>

const TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif']
/** LinkedIn counts pixels (36,152,320) and names no bytes; an image of so many pixels fits. */
const MAX_IMAGE_BYTES = 20 * 1024 * 1024
export const MAX_IMAGES = 20
const LOOK_AGAIN_MS = 1000

/** Uploads what is not uploaded, and asks for what is. @throws when it may go better later */
export async function prepareImages(
  client: LinkedinClient,
  credentials: LinkedinCredentials,
  post: Post,
  tools: PrepareTools,
): Promise<Prepared> {
  try {
    let prepared: Prepared = { kind: 'ready' }
    for (const [index, medium] of post.media.entries()) {
      const image = await prepareImage(client, credentials, index, medium, tools)
      if (image.kind === 'refused') return image
      if (image.kind !== 'ready') prepared = image
    }
    return prepared
  } catch (error) {
    if (!(error instanceof LinkedinRefusal)) throw error
    return saidBy(error, Date.now())
  }
}

/** @returns the URNs of all images of the post in order; undefined when one of them is not there yet */
export function imagesOf(post: Post, handles: Handles): string[] | undefined {
  const images = post.media.map(({ sha256 }, index) => imageHandle(handles[nameOf(index)], sha256))
  return images.every(image => image?.stage === 'available') ? images.flatMap(image => image?.image ?? []) : undefined
}

async function prepareImage(
  client: LinkedinClient,
  credentials: LinkedinCredentials,
  index: number,
  medium: Post['media'][number],
  tools: PrepareTools,
): Promise<Prepared> {
  const kept = imageHandle(tools.checkpoints.get(nameOf(index)), medium.sha256)
  if (kept?.stage === 'available') return { kind: 'ready' }
  // What was only begun is begun anew: an image without bytes is nothing to anybody.
  if (kept?.stage !== 'uploaded') return uploadImage(client, credentials, index, medium, tools)
  const status = await statusOf(client, credentials, kept, tools.signal)
  if (status === undefined) return uploadImage(client, credentials, index, medium, tools)
  return settle(status, kept, index, tools)
}

async function uploadImage(
  client: LinkedinClient,
  { accessToken, author }: LinkedinCredentials,
  index: number,
  medium: Post['media'][number],
  { checkpoints, readMedia, signal }: PrepareTools,
): Promise<Prepared> {
  const bytes = await readMedia(medium, MAX_IMAGE_BYTES)
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? 'unknown'
  if (!TYPES.includes(mime))
    return refused('MEDIA_UNSUPPORTED', `LinkedIn takes JPEG, PNG and GIF; medium ${index + 1} is ${mime}`)
  if (bytes.byteLength > MAX_IMAGE_BYTES)
    return refused('MEDIA_TOO_LARGE', `medium ${index + 1} is larger than ${MAX_IMAGE_BYTES} bytes`)
  const { image, uploadUrl, uploadUrlExpiresAt } = await client.initializeUpload(accessToken, author, signal)
  const handle = { image, sha256: medium.sha256 }
  await checkpoints.put(nameOf(index), { ...handle, stage: 'begun' }, uploadUrlExpiresAt)
  await client.upload(accessToken, uploadUrl, bytes, mime, signal)
  await checkpoints.put(nameOf(index), { ...handle, stage: 'uploaded' })
  return { kind: 'not_yet', retryInMs: LOOK_AGAIN_MS, detail: `LinkedIn is processing image ${index + 1}` }
}

/** Undefined when LinkedIn no longer knows the image. */
async function statusOf(
  client: LinkedinClient,
  { accessToken }: LinkedinCredentials,
  { image }: ImageHandle,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return await client.imageStatus(accessToken, image, signal)
  } catch (error) {
    if (error instanceof LinkedinRefusal && error.status === 404 && error.error.kind === 'refused') return undefined
    throw error
  }
}

async function settle(
  status: string,
  handle: ImageHandle,
  index: number,
  { checkpoints }: PrepareTools,
): Promise<Prepared> {
  switch (status) {
    case 'AVAILABLE':
      await checkpoints.put(nameOf(index), { ...handle, stage: 'available' })
      return { kind: 'ready' }
    case 'PROCESSING':
    case 'WAITING_UPLOAD': // it has acknowledged the bytes, but not everywhere
      return { kind: 'not_yet', retryInMs: LOOK_AGAIN_MS, detail: `LinkedIn is processing image ${index + 1}` }
    case 'PROCESSING_FAILED':
    case 'FAILED':
      return refused('MEDIA_REJECTED', `LinkedIn could not process image ${index + 1}`, status)
    default:
      throw new Error(`LinkedIn says of an image that it is ${status.slice(0, 40)}`)
  }
}

function saidBy(refusal: LinkedinRefusal, now: number): Prepared {
  const { error } = refusal
  switch (error.kind) {
    case 'unauthorized':
      return { kind: 'unauthorized', detail: error.detail }
    case 'throttled':
      return { kind: 'rate_limited', untilMs: throttledUntilMs(refusal.retryAfter, error.daily, now) }
    case 'refused':
      return { kind: 'refused', error: error.error }
    case 'duplicate':
    case 'unclear':
      throw refusal
    default:
      return error satisfies never
  }
}

function refused(code: string, message: string, platformCode?: string): Prepared {
  return {
    kind: 'refused',
    error: { code, message, ...(platformCode === undefined ? {} : { platformCode }), retryable: false },
  }
}

/** Undefined when it is of other bytes. */
function imageHandle(value: unknown, sha256: string): ImageHandle | undefined {
  const handle = ImageHandle.safeParse(value)
  return handle.success && handle.data.sha256 === sha256 ? handle.data : undefined
}

function nameOf(index: number): string {
  return `image-${index + 1}`
}
