// X's reads: who am I, a user's timeline page by page, one post with its figures.
import type { Context } from 'hono'
import { z } from 'zod'
import type { EmulatedWorld } from '../emulated-platform.ts'
import { postMetrics } from '../mock/post-metrics.ts'
import type { Published } from '../published-log.ts'
import { visiblePosts } from '../visible-posts.ts'
import { userIdOf, usernameOf } from './identity.ts'
import { invalidRequest, notFoundBody } from './problem.ts'
import { type Fields, shownTweet, tweetFields } from './tweet-fields.ts'

export function answerMe(c: Context, account: string): Response {
  return c.json({ data: { id: userIdOf(account), name: account, username: usernameOf(account) } })
}

const Id = z.string().regex(/^[0-9]{1,19}$/)
const Time = z.iso.datetime({ offset: true })
const TimelineQuery = z.strictObject({
  max_results: z.coerce.number().int().min(5).max(100).default(10),
  pagination_token: z
    .string()
    .regex(/^[0-9a-v]+$/)
    .optional(),
  start_time: Time.optional(),
  end_time: Time.optional(),
  since_id: Id.optional(),
  until_id: Id.optional(),
  exclude: z
    .string()
    .regex(/^(replies|retweets)(,(replies|retweets))?$/)
    .optional(),
})

export function answerTimeline(c: Context, world: EmulatedWorld): Response {
  const { fields, rest } = tweetFields(c)
  const query = parsed(TimelineQuery, rest)
  const userId = parsed(Id, c.req.param('id'))
  const account = world.log.all().find(post => userIdOf(post.account) === userId)?.account
  if (account === undefined) return c.json({ meta: { result_count: 0 } })
  const before = query.pagination_token === undefined ? undefined : BigInt(fromToken(query.pagination_token))
  const listed = visiblePosts(world.log, account, world.now())
    .filter(post => isWithin(post, query) && (before === undefined || BigInt(post.id) < before))
    .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
  const page = listed.slice(0, query.max_results)
  const [newest, oldest] = [page.at(0), page.at(-1)]
  if (newest === undefined || oldest === undefined) return c.json({ meta: { result_count: 0 } })
  const next = listed.length > page.length ? { next_token: toToken(oldest.id) } : {}
  return c.json({
    data: page.map(post => shown(post, world, fields)),
    meta: { result_count: page.length, newest_id: newest.id, oldest_id: oldest.id, ...next },
  })
}

export function answerTweet(c: Context, world: EmulatedWorld): Response {
  const { fields, rest } = tweetFields(c)
  parsed(z.strictObject({}), rest)
  const id = parsed(Id, c.req.param('id'))
  const post = world.log.find(id)
  if (post === undefined) return c.json({ errors: [notFoundBody('tweet', id)] })
  return c.json({ data: shown(post, world, fields) })
}

function shown(post: Published, world: EmulatedWorld, fields: Fields) {
  return shownTweet(post, postMetrics(post, world.now()), fields, id => conversationOf(id, world))
}

/** Follows the replies to their root; a post of another world is a root. */
function conversationOf(id: string, world: EmulatedWorld): string {
  const parent = world.log.find(id)?.reply_to
  return parent === undefined ? id : conversationOf(parent, world)
}

function isWithin(post: Published, query: z.infer<typeof TimelineQuery>): boolean {
  const at = Date.parse(post.received_at)
  return (
    (query.start_time === undefined || at >= Date.parse(query.start_time)) &&
    (query.end_time === undefined || at < Date.parse(query.end_time)) &&
    (query.since_id === undefined || BigInt(post.id) > BigInt(query.since_id)) &&
    (query.until_id === undefined || BigInt(post.id) < BigInt(query.until_id)) &&
    !(query.exclude?.includes('replies') && post.reply_to !== undefined)
  )
}

function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw invalidRequest(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}

/** Base 32 with X's digits. */
const toToken = (id: string) => BigInt(id).toString(32)

function fromToken(token: string): bigint {
  let number = 0n
  for (const digit of token) number = number * 32n + BigInt(Number.parseInt(digit, 32))
  return number
}
