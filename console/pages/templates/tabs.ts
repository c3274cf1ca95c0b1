// The three sides of the section: the mapping, its versions, the skeletons.
import { html } from 'hono/html'
import type { Markup } from '../../parts/markup.ts'

const TABS = [
  ['mapping', 'Mapping', '/console/templates'],
  ['versions', 'Versions', '/console/templates/versions'],
  ['skeletons', 'Skeletons', '/console/templates/skeletons'],
] as const

export function tabs(here: (typeof TABS)[number][0]): Markup {
  return html`<nav class="tabs" aria-label="Templates">
    ${TABS.map(([name, title, address]) => html`<a href="${address}"${name === here ? html` aria-current="page"` : ''}>${title}</a>`)}
  </nav>`
}
