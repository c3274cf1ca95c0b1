// A part of a page that keeps itself up to date.
import { html } from 'hono/html'
import type { Markup } from './markup.ts'

/** @param from address of a stream of drawings (`../http/live.ts`), which take the place of the content, what is typed and focused kept */
export function liveRegion(id: string, from: string, content: Markup): Markup {
  return html`<div id="${id}" hx-sse:connect="${from}" hx-sse:close="ended" hx-swap="innerMorph">${content}</div>`
}
