// Which actions were being sent at the moment a kill switch was engaged: the one thing that it can't stop.
import { html } from 'hono/html'
import type { Query } from '../../../http/api.ts'
import { isId } from '../../../http/id-pattern.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { mayLook, type Person } from '../../../person.ts'

/** As many as an address holds. */
const MOST = 30

/** What the address of the page carries on. */
export function openQuery(ids: readonly string[]): Query {
  return { open: ids.slice(0, MOST).join(','), open_count: ids.length }
}

/** @param query of the page, which anybody may have made: nothing but ids is shown of it */
export function openAttempts(person: Person, query: Record<string, string>): Markup {
  if (query.done !== 'engaged') return nothing
  const ids = (query.open ?? '').split(',').filter(isId).slice(0, MOST)
  const more = Number(query.open_count) - ids.length
  if (ids.length === 0) return html`<p class="notice good">Nothing was being sent at that moment.</p>`
  const shown = (id: string) =>
    mayLook(person, 'actions:read')
      ? html`<a href="/console/inbox/${id}"><code>${id}</code></a>`
      : html`<code>${id}</code>`
  return html`<div class="notice warn"><p><strong>Being sent at that moment:</strong> these can't be called back. See what became of each.</p>
    <ul>${ids.map(id => html`<li>${shown(id)}</li>`)}${more > 0 ? html`<li>and ${more} more</li>` : ''}</ul></div>`
}
