// Where the media of a post stand: their addresses at first, previews once the slot is scrolled to.
import { html } from 'hono/html'
import type { ActionMedium } from '#contracts/action-media.ts'
import { link, shortAddress } from '../../../parts/link.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import type { Post } from './post.ts'

/** Its id changes with the digest: a preview that stands is kept, and that of other bytes is asked for anew. */
export function mediaSlot({ id, media, mediaReady, digest }: Post): Markup {
  if (media.length === 0) return nothing
  const address = `/console/inbox/${id}/media`
  const asks = mediaReady
    ? html` hx-get="${address}" hx-trigger="revealed" hx-swap="innerHTML" hx-morph-skip-children=""`
    : nothing
  return html`<div class="media" id="media-${id}-${digest?.slice(0, 12) ?? 'none'}"${asks}>
    ${mediaReady ? html`<p class="small soft"><a href="${address}">Show previews</a></p>` : html`<p class="small soft">Its media are still being fetched; it can be approved once they are hashed.</p>`}
    <ol class="small">${media.map(({ url, alt }) => html`<li>${link(url, shortAddress(url))} ${altText(alt)}</li>`)}</ol>
  </div>`
}

export function mediaPreviews(media: readonly ActionMedium[]): Markup {
  return html`<ul class="pictures" data-count="${Math.min(media.length, 4)}">${media.map(medium => html`<li>${preview(medium)}</li>`)}</ul>`
}

function preview(medium: ActionMedium): Markup {
  const { url, alt, mime, bytes, preview_url: src, width, height } = medium
  const facts = [
    mime,
    width === undefined ? undefined : `${width} × ${height}`,
    bytes === null ? undefined : inBytes(bytes),
  ]
  return html`<figure>
    ${src === null ? html`<p class="no-picture">${REASONS[medium.preview]}</p>` : html`<a href="${src}" target="_blank" rel="noopener noreferrer"><img src="${src}" alt="${alt ?? 'Picture without alternative text'}"${width === undefined || height === undefined ? nothing : html` width="${width}" height="${height}"`} /></a>`}
    <figcaption class="small">${altText(alt)}
      <span class="soft">${facts.filter(fact => fact !== undefined && fact !== null).join(' · ')}</span>
      <span class="soft">${link(url, shortAddress(url))}</span></figcaption>
  </figure>`
}

function altText(alt: string | undefined): Markup {
  return alt === undefined || alt === ''
    ? html`<strong class="missing">Alternative text missing</strong>`
    : html`<span><span class="soft">Alternative text:</span> ${alt}</span>`
}

const REASONS: Readonly<Record<ActionMedium['preview'], string>> = {
  kept: '',
  not_a_picture: 'No picture: look at it at its address',
  none: 'No preview was kept of these bytes',
  unreachable: 'The store of previews can not be reached just now',
  not_hashed: 'Still being fetched',
}

function inBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
