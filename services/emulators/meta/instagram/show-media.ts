// A medium that Instagram has published, by its id and in the account's list.
import { z } from 'zod'
import { postMetrics } from '../../mock/post-metrics.ts'
import type { Published } from '../../published-log.ts'
import { visiblePosts } from '../../visible-posts.ts'
import { pickFields } from '../fields.ts'
import { type GraphCall, paramsOf } from '../graph-call.ts'
import { graphTime } from '../graph-time.ts'
import { ownPublished } from '../own-published.ts'
import { Paging, paged } from '../paged.ts'

const Params = z.strictObject({ fields: z.string().optional() })
const ListParams = z.strictObject({ ...Paging, fields: z.string().optional(), since: z.coerce.number().default(0) })

export function showMedia(call: GraphCall): Response {
  const { fields } = paramsOf(call, Params)
  return Response.json(pickFields(fields, 'IGMedia', fieldsOf(ownPublished(call), call)))
}

/** `GET /{ig-user}/media`, the newest first. */
export function listMedia(call: GraphCall): Response {
  const { fields, since, ...paging } = paramsOf(call, ListParams)
  const posts = visiblePosts(call.world.log, call.account, call.world.now())
    .filter(post => Date.parse(post.received_at) >= since * 1000)
    .toReversed()
  const shown = posts.map(post => pickFields(fields, 'IGMedia', fieldsOf(post, call)))
  return Response.json(paged(shown, paging))
}

function fieldsOf(post: Published, { world }: GraphCall): Record<string, unknown> {
  const { likes, comments } = postMetrics(post, world.now())
  return {
    id: post.id,
    caption: post.text === '' ? undefined : post.text,
    timestamp: graphTime(post.received_at),
    permalink: `https://www.instagram.com/p/${BigInt(post.id).toString(36)}/`,
    media_type: post.media.length > 1 ? 'CAROUSEL_ALBUM' : 'IMAGE',
    like_count: likes,
    comments_count: comments,
  }
}
