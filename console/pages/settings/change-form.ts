// A form that changes a setting; what is refused is drawn in place of the tab, with what was typed.
import { html } from 'hono/html'
import { csrfField } from '../../parts/csrf-field.ts'
import type { Markup } from '../../parts/markup.ts'
import type { Person } from '../../person.ts'

/** @param action below /console/settings; @param guard asks before what was typed is left */
export function changeForm(
  person: Person,
  action: string,
  content: Markup,
  { kind = 'fields', guard = false }: { kind?: 'fields' | 'row'; guard?: boolean } = {},
): Markup {
  const address = `/console/settings/${action}`
  return html`<form method="post" action="${address}" hx-post="${address}" hx-target="#tab" hx-swap="outerHTML" class="${kind}"${guard ? html` data-guard` : ''}>
    ${csrfField(person)}${content}
  </form>`
}
