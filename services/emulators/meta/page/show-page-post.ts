// A post of a page as the Graph API shows it: by its id, and in the page's list of what it published.
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

export function showPagePost(call: GraphCall): Response {
  const { fields } = paramsOf(call, Params)
  return Response.json(pickFields(fields, 'Post', fieldsOf(ownPublished(call), call)))
}

/** `GET /{page}/published_posts`, the newest first. */
export function listPagePosts(call: GraphCall): Response {
  const { fields, since, ...paging } = paramsOf(call, ListParams)
  const posts = visiblePosts(call.world.log, call.account, call.world.now())
    .filter(post => Date.parse(post.received_at) >= since * 1000)
    .toReversed()
  const shown = posts.map(post => pickFields(fields, 'Post', fieldsOf(post, call)))
  return Response.json(paged(shown, paging))
}

function fieldsOf(post: Published, { world, account }: GraphCall): Record<string, unknown> {
  const { likes, comments, shares } = postMetrics(post, world.now())
  const summary = (total_count: number) => ({ data: [], summary: { total_count } })
  return {
    id: post.id,
    message: post.text === '' ? undefined : post.text,
    created_time: graphTime(post.received_at),
    permalink_url: `https://www.facebook.com/${account}/posts/${post.id.split('_').at(-1)}`,
    is_published: true,
    likes: summary(likes),
    comments: summary(comments),
    shares: shares === 0 ? undefined : { count: shares },
    attachments: attachmentsOf(post),
  }
}

/** One photo stands for itself, several are an album of photos. */
function attachmentsOf({ id, details }: Published) {
  const photos = z.array(z.string()).catch([]).parse(details?.photos)
  const shown = photos.map(photo => ({ media_type: 'photo', type: 'photo', target: { id: photo } }))
  if (shown.length === 0) return undefined
  if (shown.length === 1) return { data: shown }
  return { data: [{ media_type: 'album', type: 'album', target: { id }, subattachments: { data: shown } }] }
}
