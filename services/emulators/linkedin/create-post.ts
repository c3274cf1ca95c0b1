// `POST /rest/posts`: what LinkedIn refuses, what it cuts, and what it publishes.
import type { Context } from 'hono'
import type { EmulatedWorld } from '../emulated-platform.ts'
import type { Standing } from '../limits.ts'
import { publishThroughFaults, type Wording } from '../publish-through-faults.ts'
import type { Draft, Published } from '../published-log.ts'
import { accountOfToken, demandOwn, type EmulatedAccount } from './emulated-account.ts'
import type { ImageStore } from './image-store.ts'
import { inputRefusal, LinkedinRefusal } from './linkedin-refusal.ts'
import { readLittleText } from './little-text.ts'
import { imagesIn, PostRequest, readBody } from './post-request.ts'

const MAX_CHARACTERS = 3000
const DUPLICATE_WINDOW_MS = 24 * 3600 * 1000

export async function createPost(
  c: Context,
  world: EmulatedWorld,
  images: ImageStore,
  nextId: (now: Date) => string,
): Promise<Response> {
  const account = accountOfToken(c)
  const request = await readBody(c, PostRequest)
  demandOwn(account, request.author, 'author')
  const { text, little } = readLittleText(request.commentary)
  demandLength(request, text)
  const draft: Draft = {
    id: nextId(world.now()),
    account: account.name,
    text,
    media: demandImages(request, account, images),
    details: { author: account.urn, commentary: little, request: JSON.parse(JSON.stringify(request)) },
  }
  demandNew(draft, world)
  return publishThroughFaults(c, world, draft, wording(world, account))
}

/** Escapes are not counted: what is limited is what is read. */
function demandLength({ commentary, content }: PostRequest, text: string): void {
  if (text.length > MAX_CHARACTERS)
    throw inputRefusal(
      `ERROR :: /commentary :: length of ${text.length} is out of range, at most ${MAX_CHARACTERS} are allowed`,
      'FIELD_LENGTH_TOO_LONG',
      `Field length should not exceed ${MAX_CHARACTERS}`,
      'commentary',
    )
  if (commentary === '' && content === undefined)
    throw inputRefusal(
      'ERROR :: /commentary :: a post without text or content',
      'MISSING_FIELD',
      'it is empty',
      'commentary',
    )
}

/** @returns the bytes behind the images, as their uploads were */
function demandImages(request: PostRequest, account: EmulatedAccount, images: ImageStore): Published['media'] {
  return imagesIn(request).map(({ id }) => {
    const image = images.find(id)
    if (image?.uploaded === undefined || image.owner !== account.urn || images.statusOf(image) !== 'AVAILABLE')
      throw inputRefusal(
        `ERROR :: /content :: ${id.slice(0, 100)} is not available to ${account.urn}`,
        'INVALID_CONTENT_MEDIA',
        'media asset is not owned by the author, or not processed',
        'content',
      )
    return { url: id, sha256: image.uploaded.sha256 }
  })
}

/** @throws LinkedinRefusal 422 with the URN of the same text within a day */
function demandNew({ account, text }: Draft, { log, now }: EmulatedWorld): void {
  const sinceMs = now().getTime() - DUPLICATE_WINDOW_MS
  const earlier = log
    .all()
    .findLast(post => post.account === account && post.text === text && Date.parse(post.received_at) > sinceMs)
  if (earlier !== undefined) throw duplicateOf(earlier.id)
}

function duplicateOf(urn: string): LinkedinRefusal {
  return inputRefusal(
    `com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of ${urn}`,
    'DUPLICATE_POST',
    'Duplicate post is detected',
  )
}

function wording(world: EmulatedWorld, account: EmulatedAccount): Wording {
  return {
    created: ({ id }) =>
      new Response(null, {
        status: 201,
        headers: { 'x-restli-id': id, 'x-linkedin-id': id, location: `/posts/${encodeURIComponent(id)}` },
      }),
    rateLimited(standing) {
      throw new LinkedinRefusal(429, 'Resource level throttle limit for calls to this resource is reached.', {
        serviceErrorCode: 101,
        headers: { 'retry-after': secondsUntil(standing, world.now()) },
      })
    },
    // Without an earlier post it names a person, as LinkedIn was seen to do: that proves nothing.
    duplicate(earlier) {
      throw duplicateOf(earlier?.id ?? `urn:li:person:${account.name}`)
    },
    serverError() {
      throw new LinkedinRefusal(500, 'Internal Server Error', { code: 'INTERNAL_SERVER_ERROR' })
    },
  }
}

/** LinkedIn's own quota comes back at 00:00 UTC; a limit set for a test comes back when it was told to. */
function secondsUntil({ resetAt }: Standing, now: Date): string {
  return String(Math.max(1, Math.ceil((resetAt.getTime() - now.getTime()) / 1000)))
}
