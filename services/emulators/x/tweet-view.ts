// A post as X shows it: `& < >` escaped, links wrapped as t.co with their entities, a link to its own media at the end.
import { createHash } from 'node:crypto'
import twitterText from 'twitter-text'
import { z } from 'zod'
import type { Published } from '../published-log.ts'
import { userIdOf, usernameOf } from './identity.ts'

export interface UrlEntity {
  /** Into the text, in code points. */
  start: number
  end: number
  url: string
  expanded_url: string
  display_url: string
  media_key?: string
}

export interface TweetView {
  id: string
  text: string
  created_at: string
  author_id: string
  conversation_id: string
  entities: { urls: UrlEntity[] } | undefined
  attachments: { media_keys: string[] } | undefined
}

const Details = z.object({ media: z.array(z.object({ key: z.string() })).default([]) })

/** @param conversationOf the conversation of the post that it replies to */
export function tweetView(post: Published, conversationOf: (id: string) => string = id => id): TweetView {
  const keys = Details.parse(post.details ?? {}).media.map(({ key }) => key)
  const { text, urls } = wrapped(post, keys)
  return {
    id: post.id,
    text,
    created_at: post.received_at,
    author_id: userIdOf(post.account),
    conversation_id: post.reply_to === undefined ? post.id : conversationOf(post.reply_to),
    entities: urls.length === 0 ? undefined : { urls },
    attachments: keys.length === 0 ? undefined : { media_keys: keys },
  }
}

function wrapped(post: Published, keys: readonly string[]): { text: string; urls: UrlEntity[] } {
  let text = ''
  let end = 0
  const urls: UrlEntity[] = []
  const link = (more: Pick<UrlEntity, 'expanded_url' | 'display_url' | 'media_key'>) => {
    const url = shortLink(post.id, urls.length)
    const start = [...text].length
    text += url
    urls.push({ start, end: start + url.length, url, ...more })
  }
  for (const { url, indices } of twitterText.extractUrlsWithIndices(post.text, { extractUrlsWithoutProtocol: true })) {
    text += escaped(post.text.slice(end, indices[0]))
    const expanded_url = /^https?:\/\//i.test(url) ? url : `http://${url}`
    link({ expanded_url, display_url: shortened(url.replace(/^https?:\/\/(www\.)?/i, '')) })
    end = indices[1]
  }
  text += escaped(post.text.slice(end))
  const [first] = keys
  if (first !== undefined) {
    if (text !== '') text += ' '
    const expanded_url = `https://x.com/${usernameOf(post.account)}/status/${post.id}/photo/1`
    link({ expanded_url, display_url: `pic.x.com/${shortLink(post.id, urls.length).slice(-10)}`, media_key: first })
  }
  return { text, urls }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function shortLink(id: string, index: number): string {
  const name = createHash('sha256').update(`${id} ${index}`).digest('base64').replace(/[+/=]/g, '').slice(0, 10)
  return `https://t.co/${name}`
}

function shortened(address: string): string {
  return address.length > 26 ? `${address.slice(0, 25)}…` : address
}
