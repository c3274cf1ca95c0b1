// Who set something, and when.
import { html } from 'hono/html'
import type { Actor } from '#domain/actor.ts'
import type { Markup } from './markup.ts'
import { time } from './time.ts'

export function by(actor: Actor | null | undefined, at: string | null | undefined): Markup {
  if (actor === null || actor === undefined) return html`<span class="soft">–</span>`
  return html`${actor.sub}${actor.principal === 'service' ? html` <span class="soft">(service)</span>` : ''}<br /><span class="small soft">${time(at)}</span>`
}
