// A text as it can be compared, whatever X did to it: links wrapped as t.co, `& < >` escaped, its own media links added. Pure.
import twitterText from 'twitter-text'
import type { Tweet } from './wire.ts'

/** Of an approved text, and of a text of X's once undone: one spelling for what is the same. */
export function comparableText(text: string): string {
  return withOneSpelling(text.normalize('NFC').replaceAll('\r\n', '\n').trim())
}

/** Of a post in a timeline. `mediaLinks`: how many links to its own media were taken off its end. */
export function comparableTweet(tweet: Tweet): { text: string; mediaLinks: number } {
  const { text, entities } = tweet.note_tweet ?? tweet.note_post ?? tweet
  let undone = unescaped(text)
  let mediaLinks = 0
  for (const { url, expanded_url, media_key } of entities?.urls ?? []) {
    if (url == null || url === '') continue
    if (media_key != null || leadsToMediaOf(tweet.id, expanded_url)) {
      if (!undone.trimEnd().endsWith(url)) continue
      undone = undone.trimEnd().slice(0, -url.length)
      mediaLinks += 1
    } else if (expanded_url != null) undone = undone.replaceAll(url, () => expanded_url)
  }
  return { text: comparableText(undone), mediaLinks }
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** In one pass: what was written `&lt;` comes as `&amp;lt;`. */
function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, entity => ENTITIES[entity] ?? entity)
}

/** Another post's media, quoted as a link, are part of the text. */
function leadsToMediaOf(id: string, address: string | null | undefined): boolean {
  const found = /^https?:\/\/(?:www\.)?(?:x|twitter)\.com\/[^/]+\/status\/(\d+)\/(?:photo|video)\/\d+$/.exec(
    address ?? '',
  )
  return found?.[1] === id
}

/** `Example.org` comes back as `http://example.org/`: each link gets the spelling that a URL parser gives it. */
function withOneSpelling(text: string): string {
  if (text.length > MAX_LINKED_LENGTH) return text
  let result = ''
  let end = 0
  for (const { url, indices } of twitterText.extractUrlsWithIndices(text, { extractUrlsWithoutProtocol: true })) {
    result += text.slice(end, indices[0]) + spelled(url)
    end = indices[1]
  }
  return result + text.slice(end)
}

/** twitter-text takes quadratic time for long chains of dots; no text that we send is that long. */
const MAX_LINKED_LENGTH = 5000

function spelled(link: string): string {
  const address = /^https?:\/\//i.test(link) ? link : `http://${link}`
  return URL.canParse(address) ? new URL(address).href : link
}
