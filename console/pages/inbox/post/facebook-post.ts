// A post of a Facebook page.
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'
import { author } from './author.ts'
import { foldedText } from './fold.ts'
import { mediaSlot } from './media-slot.ts'
import type { Post } from './post.ts'

export function facebookPost(post: Post): Markup {
  return html`${author(post.account, 'Page · Public')}
    ${foldedText(post.text, { characters: 477, lines: 5 })}
    ${mediaSlot(post)}`
}
