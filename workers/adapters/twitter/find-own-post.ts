// Looks through the own timeline for what an attempt may have published: the whole window, by proof, the oldest first.
import type { Post, ProbeClues, ProbeResult } from '#domain/ports/platform.ts'
import { likeness } from './likeness.ts'
import { permalinkOf } from './transform.ts'
import type { TimelinePage, Tweet } from './wire.ts'

/** X's clock and ours may differ by that much. */
export const CLOCK_SLACK_MS = 60_000
/** X lists the latest 3,200 posts of a user: 32 pages of 100. */
const MAX_PAGES = 32

/** @param pageOf a page of the window, newest first, by the token that the page before named; throws when X did not say */
export async function findOwnPost(
  post: Post,
  { known, handles, sinceMs }: ProbeClues,
  pageOf: (nextToken: string | undefined) => Promise<TimelinePage>,
): Promise<ProbeResult> {
  const same: Tweet[] = []
  const alike: Tweet[] = []
  const whole = await readWindow(pageOf, tweet => {
    if (known.has(tweet.id) || Date.parse(tweet.created_at) < sinceMs - CLOCK_SLACK_MS) return
    const like = likeness(tweet, post, handles)
    if (like === 'same') same.push(tweet)
    if (like === 'alike') alike.push(tweet)
  })
  const found = oldest(same) ?? (post.text.trim() === '' ? undefined : oldest(alike))
  if (found !== undefined) return { kind: 'found', platformRefId: found.id, permalink: permalinkOf(found.id) }
  if (alike.length > 0)
    return { kind: 'indeterminate', detail: 'posts without a text, of media that can’t be told apart' }
  return whole ? { kind: 'not_found' } : { kind: 'indeterminate', detail: 'X did not show the whole timeline' }
}

/** @returns whether the whole window was shown */
async function readWindow(
  pageOf: (nextToken: string | undefined) => Promise<TimelinePage>,
  look: (tweet: Tweet) => void,
): Promise<boolean> {
  let nextToken: string | undefined
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const { data, meta, errors } = await pageOf(nextToken)
    for (const tweet of data) look(tweet)
    if (errors.length > 0) return false
    if (meta.next_token == null) return true
    nextToken = meta.next_token
  }
  return false
}

function oldest(tweets: readonly Tweet[]): Tweet | undefined {
  return tweets.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))[0]
}
