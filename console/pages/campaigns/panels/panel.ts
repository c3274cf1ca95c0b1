// A part of a campaign's page under a heading of its own.
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'

/** @param id of the section, to be led to */
export function panel(id: string, title: string, content: Markup): Markup {
  return html`<section class="card panel" id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${content}
  </section>`
}

/** A list of texts; nothing where there are none. */
export function texts(all: readonly string[]): Markup {
  return all.length === 0
    ? html`<span class="soft">none</span>`
    : html`<ul class="plain">${all.map(text => html`<li>${text}</li>`)}</ul>`
}
