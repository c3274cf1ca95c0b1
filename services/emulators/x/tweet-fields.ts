// Which members of a post a reader asked for, and under which names: `tweet.fields` of the documents, `post.fields` of the OpenAPI document.
import type { Context } from 'hono'
import type { PostMetrics } from '../mock/post-metrics.ts'
import type { Published } from '../published-log.ts'
import { invalidRequest } from './problem.ts'
import { tweetView } from './tweet-view.ts'

export interface Fields {
  names: ReadonlySet<string>
  /** The OpenAPI document's names. */
  isNewer: boolean
}

const KNOWN = {
  'tweet.fields': new Set([
    'attachments',
    'author_id',
    'conversation_id',
    'created_at',
    'entities',
    'id',
    'lang',
    'note_tweet',
    'public_metrics',
    'source',
    'text',
  ]),
  'post.fields': new Set([
    'attachments',
    'conversation_id',
    'created_at',
    'entities',
    'id',
    'lang',
    'note_post',
    'public_metrics',
    'source',
    'text',
  ]),
} as const

/** `rest`: the query without them; throws XProblem 400 for a field that X does not have. */
export function tweetFields(c: Context): { fields: Fields; rest: Record<string, string> } {
  const { 'tweet.fields': older, 'post.fields': newer, ...rest } = c.req.query()
  const parameter = newer === undefined ? 'tweet.fields' : 'post.fields'
  const asked = (newer ?? older)?.split(',') ?? []
  const unknown = asked.find(name => !(KNOWN[parameter] as ReadonlySet<string>).has(name))
  if (unknown !== undefined || (newer !== undefined && older !== undefined))
    throw invalidRequest(`The \`${parameter}\` query parameter value [${unknown ?? asked.join(',')}] is not valid`, {
      [parameter]: asked,
    })
  return { fields: { names: new Set(asked), isNewer: newer !== undefined }, rest }
}

export function shownTweet(
  post: Published,
  metrics: PostMetrics,
  { names, isNewer }: Fields,
  conversationOf: (id: string) => string,
) {
  const { id, text, ...more } = tweetView(post, conversationOf)
  const optional = { ...more, public_metrics: publicMetrics(metrics, isNewer) }
  return {
    id,
    text,
    [isNewer ? 'edit_history_post_ids' : 'edit_history_tweet_ids']: [id],
    ...Object.fromEntries(Object.entries(optional).filter(([name, value]) => names.has(name) && value !== undefined)),
  }
}

function publicMetrics({ impressions, likes, comments, shares }: PostMetrics, isNewer: boolean) {
  const quotes = Math.floor(shares / 4)
  return {
    [isNewer ? 'repost_count' : 'retweet_count']: shares - quotes,
    reply_count: comments,
    like_count: likes,
    quote_count: quotes,
    bookmark_count: Math.floor(likes / 5),
    impression_count: impressions,
  }
}
