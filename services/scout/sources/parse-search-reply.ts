// The edge where the JSON of a search API becomes a trusted value.
import type { z } from 'zod'
import { decodeFeed } from '../feed/decode-feed.ts'
import { FeedRefused } from '../feed/feed-refused.ts'
import type { Fetched } from './create-bounded-fetch.ts'

/** Throws FeedRefused: HTTP_STATUS (401, 426, 429 and all that is not 200) or WRONG_SHAPE. */
export function parseSearchReply<T extends z.ZodType>(fetched: Fetched, schema: T): z.output<T> {
  if (fetched.status !== 200) throw new FeedRefused('HTTP_STATUS', `HTTP ${fetched.status}`)
  const parsed = schema.safeParse(jsonOf(decodeFeed(fetched.bytes)))
  if (parsed.success) return parsed.data
  throw new FeedRefused('WRONG_SHAPE', 'the reply has another shape than documented', { cause: parsed.error })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new FeedRefused('WRONG_SHAPE', 'the reply is no JSON', { cause })
  }
}
