// What was published, channel by channel, as it looks.
import { html } from 'hono/html'
import type { ContentPiece } from '#contracts/content-piece.ts'
import type { DemoRecord, SavedImage } from '../demo-record.ts'
import { badge, type Html, hash, section } from './markup.ts'

export function contentSection({ campaign, images }: DemoRecord): Html {
  const lead = 'Texts and images, unshortened and untouched: what was approved is what was sent.'
  const byUrl = new Map(images.map(image => [image.url, image]))
  const cards = campaign.content.map(piece => {
    const status = campaign.publications.find(({ channel }) => channel === piece.channel)?.status
    return post(piece, status, byUrl)
  })
  return section('content', 'Content', lead, html`<div class="posts">${cards}</div>`)
}

function post(
  { channel, text, media }: ContentPiece,
  status: string | undefined,
  images: ReadonlyMap<string, SavedImage>,
): Html {
  const [platform, account] = [channel.slice(0, channel.indexOf(':')), channel.slice(channel.indexOf(':') + 1)]
  return html`<article class="post">
<header><span class="avatar" aria-hidden="true">${account.charAt(0).toUpperCase()}</span><span><strong>${account}</strong><span class="source">${platform}</span></span>${status === undefined ? '' : badge(status.toLowerCase(), status === 'COMPLETED' ? 'good' : 'warn')}</header>
<p class="text">${text}</p>
<div class="media">${media.map(({ url, alt, width, height }) => picture(images.get(url), alt, width, height))}</div>
<footer>${media.map(({ sha256, width, height }) => html`<span>${width} × ${height} ${hash(sha256)}</span>`)}</footer>
</article>`
}

function picture(image: SavedImage | undefined, alt: string, width: number, height: number): Html {
  if (image === undefined) return html`<p class="muted">${alt}</p>`
  const data = `data:${image.mime};base64,${Buffer.from(image.bytes).toString('base64')}`
  return html`<img src="${data}" alt="${alt}" width="${width}" height="${height}" style="flex:${(width / height).toFixed(3)} 1 0">`
}
