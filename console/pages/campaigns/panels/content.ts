// What a campaign says on each of its channels.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { ContentPiece, Media } from '#contracts/content-piece.ts'
import { link } from '../../../parts/link.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { panel } from './panel.ts'

/** @param actions whether the person may look at what is made of it */
export function contentPanel({ content, publications }: CampaignPayload, actions: boolean): Markup {
  if (content.length === 0) return nothing
  return panel(
    'content',
    'Content',
    html`<div class="pieces">${content.map(piece => {
      const made = publications.findLast(({ channel }) => channel === piece.channel)
      return drawn(piece, actions ? made?.action_id : undefined)
    })}</div>`,
  )
}

function drawn({ channel, text, media }: ContentPiece, actionId: string | undefined): Markup {
  return html`<article class="piece">
    <h3><code>${channel}</code></h3>
    <p class="said">${text}</p>
    ${media.length === 0 ? nothing : html`<ul class="plain media">${media.map(shown)}</ul>`}
    ${actionId === undefined ? nothing : html`<p><a href="/console/inbox/${actionId}">As it will stand on the platform</a></p>`}
  </article>`
}

/** The picture lies with whoever made it; the inbox shows the bytes that were hashed. */
function shown({ url, alt, mime, width, height, sha256 }: Media): Markup {
  return html`<li>
    <p>${link(url, 'Picture')} <span class="soft">${mime}, ${width} × ${height}</span></p>
    <p><span class="soft">Says to whoever cannot see it:</span> ${alt === '' ? html`<span class="soft">nothing</span>` : alt}</p>
    <p class="small soft"><code>${sha256}</code></p>
  </li>`
}
