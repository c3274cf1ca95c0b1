// An ad: what it says, whom it is shown, and what it may cost. It is made paused, so that nothing is spent yet.
import { html } from 'hono/html'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { author } from './author.ts'
import { foldedText } from './fold.ts'
import { mediaSlot } from './media-slot.ts'
import type { Post } from './post.ts'

export function adPost(post: Post): Markup {
  const { audience, cost } = post
  return html`${author(post.account, 'Sponsored')}
    ${foldedText(post.text, { characters: 125, lines: 3 })}
    ${mediaSlot(post)}
    <dl class="facts small">
      <dt>Budget</dt><dd>${cost ?? 'none named'}</dd>
      <dt>Shown to</dt><dd>${audience === undefined ? 'everybody that the account reaches' : html`age ${audience.age_range[0]} to ${audience.age_range[1]}${audience.interests.length === 0 ? nothing : html`, interested in ${audience.interests.join(', ')}`}`}</dd>
    </dl>
    <p class="small"><strong>It is made paused.</strong> Nothing is spent before somebody starts it on the platform.</p>`
}
