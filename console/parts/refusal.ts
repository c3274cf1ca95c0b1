// What the API refused, in its own words, to a person.
import { html } from 'hono/html'
import type { Refused } from '../http/api.ts'
import type { Person } from '../person.ts'
import type { Markup } from './markup.ts'
import { page } from './page.ts'

export function refusalPage(person: Person, { title, detail }: { title: string; detail: string }): Markup {
  return page(person, {
    title,
    content: html`<h1>${title}</h1><p>${detail}</p><p><a href="/console">Back to the console</a></p>`,
  })
}

/** As a notice above what it is about; a field that is wrong is named. */
export function refusalNotice({ problem }: Pick<Refused, 'problem'>): Markup {
  return html`<div class="notice bad" role="alert">
    <p><strong>Not done.</strong> ${problem.detail}</p>
    ${problem.errors?.length ? html`<ul>${problem.errors.map(({ pointer, detail }) => html`<li><code>${pointer}</code> ${detail}</li>`)}</ul>` : ''}
    <p class="soft"><code>${problem.code}</code> · trace <code>${problem.trace_id}</code></p>
  </div>`
}
