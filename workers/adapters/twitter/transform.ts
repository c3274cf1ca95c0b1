// Wire ↔ domain of X's publishing call. Pure.
import { z } from 'zod'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Handles, Metrics, Post, Prepared, SendResult } from '#domain/ports/platform.ts'
import type { Answer } from '../http/connect-once.ts'
import { readRefusal } from './errors.ts'
import { allowanceOf, closedUntilMs } from './rate-windows.ts'
import { type Measured, PostId } from './wire.ts'

/** The approved text and media and nothing else; undefined when a medium has no id on X (any more). */
export function toTweet(post: Post, handles: Handles): string | undefined {
  const mediaIds = post.media.map((_, index) => mediaIdOf(handles, index))
  if (mediaIds.includes(undefined)) return undefined
  return JSON.stringify({
    text: post.text,
    ...(post.replyTo === undefined ? {} : { reply: { in_reply_to_tweet_id: post.replyTo } }),
    ...(mediaIds.length === 0 ? {} : { media: { media_ids: mediaIds } }),
  })
}

/** The name of the checkpoint of a post's medium. */
export const mediaHandle = (index: number) => `media.${index}`

export function mediaIdOf(handles: Handles, index: number): string | undefined {
  const id = handles[mediaHandle(index)]?.media_id
  return typeof id === 'string' ? id : undefined
}

export const permalinkOf = (id: string) => `https://x.com/i/status/${id}`

/**
 * What an answer to `POST /2/tweets` proves. Only a readable 201 is success.
 * @param nowMs milliseconds since 1970
 */
export function fromTweetAnswer({ status: httpStatus, headers, body }: Answer, nowMs: number): SendResult {
  const allowance = allowanceOf(headers)
  const common = { httpStatus, ...(allowance === undefined ? {} : { allowance }) }
  if (httpStatus >= 200 && httpStatus < 300) {
    const id = createdId(body)
    if (httpStatus === 201 && id !== undefined)
      return { kind: 'accepted', platformRefId: id, permalink: permalinkOf(id), ...common }
    return { kind: 'unknown', detail: `a ${httpStatus} that is no success`, ...(id && { echo: id }), ...common }
  }
  const refusal = readRefusal(httpStatus, body)
  switch (refusal.as) {
    case 'refused':
      return { kind: 'refused', error: refusal.error, ...common }
    case 'unauthorized':
      return { kind: 'unauthorized', detail: refusal.detail, ...common }
    case 'throttled':
      return { kind: 'rate_limited', untilMs: closedUntilMs(headers, refusal.capped, nowMs), ...common }
    case 'duplicate':
      return { kind: 'unknown', detail: `X has this text already: ${refusal.detail}`, ...common }
    case 'unsaid':
      return { kind: 'unknown', detail: `X answered ${httpStatus}`, ...common }
    default:
      return refusal satisfies never
  }
}

/** What a refused preparation comes to; undefined when it may go better later. */
export function preparedFrom(answer: Answer, nowMs = Date.now()): Prepared | undefined {
  const refusal = readRefusal(answer.status, answer.body)
  switch (refusal.as) {
    case 'refused':
      return { kind: 'refused', error: refusal.error }
    case 'unauthorized':
      return { kind: 'unauthorized', detail: refusal.detail }
    case 'throttled':
      return { kind: 'rate_limited', untilMs: closedUntilMs(answer.headers, refusal.capped, nowMs) }
    case 'duplicate':
    case 'unsaid':
      return undefined
    default:
      return refusal satisfies never
  }
}

/** Shares are reposts and quotes together. */
export function toMetrics(raw: Measured & JsonObject): Metrics {
  const { impression_count, like_count, reply_count, retweet_count, repost_count, quote_count } =
    raw.data.public_metrics
  const reposts = retweet_count ?? repost_count
  const shares = reposts === undefined && quote_count === undefined ? undefined : (reposts ?? 0) + (quote_count ?? 0)
  return { values: { impressions: impression_count, likes: like_count, comments: reply_count, shares }, raw }
}

const Created = z.object({ data: z.object({ id: PostId }) })

function createdId(body: string): string | undefined {
  try {
    return Created.safeParse(JSON.parse(body)).data?.data.id
  } catch {
    return undefined // cut off, or not JSON: it names no id
  }
}
