// A post on the mock platform, which publishes nowhere.
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'
import { author } from './author.ts'
import { noFold } from './fold.ts'
import { mediaSlot } from './media-slot.ts'
import type { Post } from './post.ts'

export function mockPost(post: Post): Markup {
  const { mock } = post.payload
  return html`${author(post.account, 'Mock: published nowhere')}
    ${noFold(post.text)}
    ${mediaSlot(post)}
    ${mock === undefined ? '' : html`<p class="small soft">The mock is told: <code>${JSON.stringify(mock)}</code></p>`}`
}
