// A post on X: its text, up to four media in a grid, and how much of the 280 it takes.
import { html } from 'hono/html'
import twitterText from 'twitter-text'
import type { Markup } from '../../../parts/markup.ts'
import { author } from './author.ts'
import { noFold } from './fold.ts'
import { mediaSlot } from './media-slot.ts'
import type { Post } from './post.ts'

/** Characters by weight, any link as 23: https://docs.x.com/fundamentals/counting-characters */
const MOST = 280

export function xPost(post: Post): Markup {
  const weight = twitterText.parseTweet(post.text).weightedLength
  return html`${author(post.account, `@${post.account}`)}
    ${post.replyTo === undefined ? '' : html`<p class="small soft">Replying to <code>${post.replyTo}</code></p>`}
    ${noFold(post.text)}
    ${mediaSlot(post)}
    <p class="small soft length">${weight} of ${MOST} characters as X counts them</p>`
}
