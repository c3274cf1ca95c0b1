// Whether a post in the own timeline is the one that was approved: by its text, its media and what it replies to. Pure.
import type { Handles, Post } from '#domain/ports/platform.ts'
import { comparableText, comparableTweet } from './comparable-text.ts'
import { mediaIdOf } from './transform.ts'
import type { Tweet } from './wire.ts'

/** `alike`: the same as far as X says, but its media are not proven to be ours. */
export type Likeness = 'same' | 'alike' | 'other'

export function likeness(tweet: Tweet, post: Post, handles: Handles): Likeness {
  const { text, mediaLinks } = comparableTweet(tweet)
  if (text !== comparableText(post.text)) return 'other'
  // The root of a conversation has its own id for the conversation's.
  if (tweet.conversation_id != null && (tweet.conversation_id !== tweet.id) !== (post.replyTo !== undefined))
    return 'other'
  const shown = tweet.attachments?.media_keys ?? undefined
  if (shown === undefined) return mediaLinks > 0 === post.media.length > 0 ? sureWithout(post) : 'other'
  if (shown.length !== post.media.length) return 'other'
  return shown.every((key, index) => idOfKey(key) === mediaIdOf(handles, index)) ? 'same' : 'alike'
}

function sureWithout({ media }: Post): Likeness {
  return media.length === 0 ? 'same' : 'alike'
}

/** `3_1880028106020515840` is the key of medium 1880028106020515840. */
function idOfKey(key: string): string | undefined {
  return key.split('_').at(-1)
}
