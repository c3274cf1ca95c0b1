// A post on Instagram: pictures first, the text below them.
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'
import { author } from './author.ts'
import { foldedText } from './fold.ts'
import { mediaSlot } from './media-slot.ts'
import type { Post } from './post.ts'

export function instagramPost(post: Post): Markup {
  return html`${author(post.account, 'Instagram')}
    ${mediaSlot(post)}
    <div class="caption"><strong>${post.account}</strong> ${foldedText(post.text, { characters: 125, lines: 2 })}</div>`
}
