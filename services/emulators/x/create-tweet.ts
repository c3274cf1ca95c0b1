// `POST /2/tweets`: checked as X checks it, then through the injected faults into the log, the same text once a day.
import type { Context } from 'hono'
import twitterText from 'twitter-text'
import type { EmulatedWorld } from '../emulated-platform.ts'
import { publishThroughFaults, type Wording } from '../publish-through-faults.ts'
import type { Draft, Published, PublishedLog } from '../published-log.ts'
import { createSnowflakes } from './identity.ts'
import type { MediaShelf } from './media-shelf.ts'
import { duplicateContent, invalidRequest, tooLong, tooManyRequests } from './problem.ts'
import { tellStanding } from './rated.ts'
import { TweetRequest } from './tweet-request.ts'
import { tweetView } from './tweet-view.ts'

const DUPLICATE_MS = 24 * 3_600_000

/** @returns answers a request of an account; throws XProblem */
export function createTweets(
  world: EmulatedWorld,
  shelf: MediaShelf,
): (c: Context, account: string) => Promise<Response> {
  const committing = createCommit(world.log)
  return async (c, account) => {
    const tell = () => tellStanding(c, world.limits.peek(account, world.now()))
    tell()
    const request = parseRequest(await c.req.text())
    const media = (request.media?.media_ids ?? []).map(id => shelf.take(id, account, world.now()))
    if (media.length > 1 && media.some(({ category }) => category !== 'tweet_image'))
      throw invalidRequest('A post takes up to four images, or one GIF, or one video.')
    const draft: Draft = {
      account,
      text: request.text,
      media: media.map(({ id, sha256 }) => ({ url: id, sha256 })),
      ...(request.reply === undefined ? {} : { reply_to: request.reply.in_reply_to_tweet_id }),
      ...(media.length === 0
        ? {}
        : { details: { media: media.map(({ mime, alt, key }) => ({ key, mime, alt: alt ?? null })) } }),
    }
    const refuse = () => {
      tell()
      throw duplicateContent()
    }
    return publishThroughFaults(c, { ...world, log: committing(refuse) }, draft, wording(c, refuse))
  }
}

function parseRequest(body: string): TweetRequest {
  const parsed = TweetRequest.safeParse(jsonOf(body))
  if (!parsed.success)
    throw invalidRequest(parsed.error.issues.map(({ path, message }) => `$.${path.join('.')}: ${message}`).join('; '))
  const { text, media } = parsed.data
  if (text === '' && media === undefined) throw invalidRequest('One or more of `text` and `media` is needed.')
  const { valid, weightedLength } = twitterText.parseTweet(text)
  if (weightedLength > 280) throw tooLong()
  if (text !== '' && !valid) throw invalidRequest('$.text: holds characters that are not allowed', { text: [text] })
  return parsed.data
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw invalidRequest('The body is not valid JSON.')
  }
}

function wording(c: Context, duplicate: () => never): Wording {
  return {
    created(post, standing) {
      tellStanding(c, standing)
      const { id, text } = tweetView(post)
      return c.json({ data: { id, text, edit_history_tweet_ids: [id] } }, 201)
    },
    rateLimited(standing) {
      tellStanding(c, standing)
      throw tooManyRequests()
    },
    duplicate,
    serverError: () =>
      c.json({ title: 'Internal Server Error', detail: 'Something is broken.', type: 'about:blank', status: 500 }, 500),
  }
}

/**
 * The log for one request. Duplicates are looked for when a post is committed and not before: of two of the same text that
 * come at once, one is refused; and so is a late one.
 */
function createCommit(log: PublishedLog): (refuse: () => never) => PublishedLog {
  const nextId = createSnowflakes(latestId(log))
  const underWay = new Set<string>()
  const isThere = ({ account, text }: Draft, now: Date) =>
    log.all().some(post => post.account === account && post.text === text && isRecent(post, now))
  return refuse => ({
    ...log,
    async append(draft, now) {
      const key = JSON.stringify([draft.account, draft.text])
      if (draft.text !== '' && (underWay.has(key) || isThere(draft, now))) refuse()
      underWay.add(key)
      try {
        return await log.append({ ...draft, id: nextId(now) }, now)
      } finally {
        underWay.delete(key)
      }
    },
  })
}

function isRecent({ received_at }: Published, now: Date): boolean {
  return now.getTime() - Date.parse(received_at) < DUPLICATE_MS
}

function latestId(log: PublishedLog): bigint {
  return log.all().reduce((latest, { id }) => (BigInt(id) > latest ? BigInt(id) : latest), 0n)
}
