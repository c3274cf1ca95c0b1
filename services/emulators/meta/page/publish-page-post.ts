// `POST /{page}/feed`: a post of a page, with the photos that were staged for it.
import { z } from 'zod'
import { publishThroughFaults } from '../../publish-through-faults.ts'
import type { Draft } from '../../published-log.ts'
import { type GraphCall, paramsOf } from '../graph-call.ts'
import { invalidParameter } from '../graph-error.ts'
import { duplicatePost, graphWording } from '../graph-wording.ts'
import { newGraphId, stagedOf } from '../graph-world.ts'

/** Meta's, counted in UTF-16 units. */
const MAX_MESSAGE = 63_206
const DUPLICATE_MS = 24 * 3600_000

const Params = z.strictObject({
  message: z.string().max(MAX_MESSAGE).optional(),
  attached_media: z
    .array(z.strictObject({ media_fbid: z.string() }))
    .max(10)
    .default([]),
  published: z.literal(true).optional(),
})

export async function publishPagePost(call: GraphCall): Promise<Response> {
  const { message = '', attached_media } = paramsOf(call, Params)
  if (message === '' && attached_media.length === 0) throw invalidParameter('Missing message or attachment')
  const { world, account } = call
  const photos = attached_media.map(({ media_fbid }) => {
    const photo = stagedOf(world, account, 'photo', media_fbid)
    if (photo === undefined) throw invalidParameter(`Invalid parameter: attached_media: ${media_fbid} is no photo`)
    return photo
  })
  const draft: Draft = {
    id: `${account}_${newGraphId()}`,
    account,
    text: message,
    media: photos.map(({ picture: { url, sha256 } }) => ({ url, ...(sha256 === undefined ? {} : { sha256 }) })),
    details: { kind: 'page_post', photos: photos.map(({ id }) => id) },
  }
  const isDuplicate = () => message !== '' && wasPosted(call, message)
  return publishThroughFaults(
    call.c,
    world,
    draft,
    graphWording(call, () => (isDuplicate() ? duplicatePost() : undefined)),
  )
}

function wasPosted({ world, account }: GraphCall, message: string): boolean {
  const sinceMs = world.now().getTime() - DUPLICATE_MS
  return world.log
    .all()
    .some(post => post.account === account && post.text === message && Date.parse(post.received_at) > sinceMs)
}
