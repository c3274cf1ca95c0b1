// What LinkedIn shows: posts, their figures, and who it is that asks.
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { EmulatedWorld } from '../emulated-platform.ts'
import { postMetrics } from '../mock/post-metrics.ts'
import type { Published } from '../published-log.ts'
import { visiblePosts } from '../visible-posts.ts'
import { accountOfToken, demandOrganization } from './emulated-account.ts'
import { answering, LinkedinRefusal } from './linkedin-refusal.ts'
import { PostRequest } from './post-request.ts'

export function mountReads(app: Hono, world: EmulatedWorld): void {
  app.get(
    '/rest/posts',
    answering(c => findPosts(c, world)),
  )
  app.get(
    '/rest/posts/:urn',
    answering(c => c.json(shown(ownPost(c, world, c.req.param('urn'))))),
  )
  app.get(
    '/rest/organizationalEntityShareStatistics',
    answering(c => shareStatistics(c, world)),
  )
  app.get(
    '/rest/socialActions/:urn',
    answering(c => socialActions(c, world)),
  )
  app.get('/rest/organizations/:id', answering(showOrganization))
  app.get('/v2/userinfo', answering(showUser))
}

const Finder = z.object({
  q: z.literal('author'),
  author: z.string(),
  start: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(100).default(10),
  sortBy: z.enum(['LAST_MODIFIED', 'CREATED']).default('LAST_MODIFIED'),
})

/** FINDER: an organization's own posts, the last modified first. */
function findPosts(c: Context, world: EmulatedWorld): Response {
  const account = accountOfToken(c)
  demandOrganization(account, 'partnerApiPostsExternal.FINDER-author')
  if (c.req.header('x-restli-method')?.toUpperCase() !== 'FINDER')
    throw new LinkedinRefusal(400, 'Syntax exception in path /posts: X-RestLi-Method: FINDER is needed')
  const query = Finder.safeParse(c.req.query())
  if (!query.success) throw new LinkedinRefusal(400, 'Invalid query parameters passed to request')
  const { author, start, count } = query.data
  if (author !== account.urn)
    throw new LinkedinRefusal(403, 'Viewer is not authorized to read the posts of this author', {
      code: 'ACCESS_DENIED',
    })
  const posts = visiblePosts(world.log, account.name, world.now()).toReversed()
  return c.json({
    paging: { start, count, total: posts.length, links: [] },
    elements: posts.slice(start, start + count).map(shown),
  })
}

function shareStatistics(c: Context, world: EmulatedWorld): Response {
  const account = accountOfToken(c)
  demandOrganization(account, 'organizationalEntityShareStatistics.FINDER-organizationalEntity')
  if (c.req.query('q') !== 'organizationalEntity' || c.req.query('organizationalEntity') !== account.urn)
    throw new LinkedinRefusal(403, 'Viewer is not authorized to read these statistics', { code: 'ACCESS_DENIED' })
  const elements = listOf(c.req.query('shares')).map(urn => {
    const figures = postMetrics(ownPost(c, world, urn), world.now())
    const engaged = figures.clicks + figures.likes + figures.comments + figures.shares
    return {
      organizationalEntity: account.urn,
      share: urn,
      totalShareStatistics: {
        uniqueImpressionsCount: Math.ceil(figures.impressions * 0.7),
        impressionCount: figures.impressions,
        clickCount: figures.clicks,
        likeCount: figures.likes,
        commentCount: figures.comments,
        shareCount: figures.shares,
        engagement: figures.impressions === 0 ? 0 : engaged / figures.impressions,
      },
    }
  })
  return c.json({ paging: { start: 0, count: 10, links: [] }, elements })
}

/** Rest.li 2.0: `List(a,b)`. */
function listOf(list: string | undefined): string[] {
  const inner = /^List\((.+)\)$/.exec(list ?? '')?.[1]
  if (inner === undefined) throw new LinkedinRefusal(400, 'Invalid query parameters passed to request')
  return inner.split(',')
}

function socialActions(c: Context, world: EmulatedWorld): Response {
  const post = ownPost(c, world, c.req.param('urn'))
  const { likes, comments } = postMetrics(post, world.now())
  return c.json({
    target: post.id,
    likesSummary: { selectedLikes: [], aggregatedTotalLikes: likes, likedByCurrentUser: false, totalLikes: likes },
    commentsSummary: { selectedComments: [], totalFirstLevelComments: comments, aggregatedTotalComments: comments },
  })
}

function showOrganization(c: Context): Response {
  const account = accountOfToken(c)
  const id = c.req.param('id') ?? ''
  if (account.urn !== `urn:li:organization:${id}`)
    throw new LinkedinRefusal(403, 'Viewer is not an administrator of this organization', { code: 'ACCESS_DENIED' })
  return c.json({ id, localizedName: id, vanityName: id })
}

function showUser(c: Context): Response {
  const account = accountOfToken(c)
  return c.json({ sub: account.name, name: account.name, locale: { country: 'US', language: 'en' } })
}

function ownPost(c: Context, world: EmulatedWorld, urn: string | undefined): Published {
  const account = accountOfToken(c)
  const post = world.log.find(urn ?? '')
  if (post === undefined || post.account !== account.name)
    throw new LinkedinRefusal(404, `Could not find entity ${(urn ?? '').slice(0, 100)}`, { code: 'NOT_FOUND' })
  return post
}

function shown({ id, details, received_at }: Published) {
  const atMs = Date.parse(received_at)
  const { content, visibility, distribution, isReshareDisabledByAuthor } = PostRequest.parse(details?.request)
  return {
    id,
    author: details?.author,
    commentary: details?.commentary,
    visibility,
    distribution,
    ...(content === undefined ? {} : { content }),
    lifecycleState: 'PUBLISHED',
    lifecycleStateInfo: { isEditedByAuthor: false },
    isReshareDisabledByAuthor,
    createdAt: atMs,
    publishedAt: atMs,
    lastModifiedAt: atMs,
  }
}
