// What stands in the place of a card once it is decided: a line, until the list is drawn anew.
import { html } from 'hono/html'
import type { Markup } from '../../parts/markup.ts'

/** `data-decided` has the script choose what comes next. */
export function decidedRow(id: string, text: string): Markup {
  return html`<li class="decided" id="a-${id}" data-decided><span>${text}</span> <a href="/console/inbox/${id}">Open it</a></li>`
}
