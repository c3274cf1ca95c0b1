// What happened since a list was drawn: said, but not drawn into it, so that nothing moves under the hand of whoever decides.
import { html } from 'hono/html'
import { isId } from '../../http/id-pattern.ts'
import { queryString } from '../../http/query-string.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import type { Narrowed, WaitingAction } from './waiting.ts'

/** @param shown `id version` of each card that stands there */
export function news(narrowed: Narrowed, shown: readonly string[], items: readonly WaitingAction[]): Markup {
  const versions = new Map(shown.map(line => line.split(' ', 2) as [string, string]))
  const waits = new Map(items.map(item => [item.action_id, String(item.version)]))
  const fresh = items.filter(({ action_id }) => !versions.has(action_id)).length
  const gone = [...versions.keys()].filter(id => !waits.has(id))
  const changed = [...versions].filter(([id, version]) => waits.has(id) && waits.get(id) !== version).map(([id]) => id)
  const said = [said1(fresh, 'new'), said1(changed.length, 'changed'), said1(gone.length, 'no longer waiting')]
  const words = said.filter(word => word !== undefined).join(', ')
  const address = `/console/inbox/list${queryString({ ...narrowed })}`
  const page = `/console/inbox${queryString({ ...narrowed })}`
  return html`${
    words === ''
      ? nothing
      : html`<p class="notice news-line"><span>${words}.</span> <a class="button" data-key="u" data-when-idle href="${page}" hx-get="${address}" hx-target="#waiting" hx-swap="outerMorph">Update the list <kbd aria-hidden="true">u</kbd></a></p>`
  }
  ${changed.map(id => slot(id, 'It was changed since it stands here. Update the list to see it as it is now.'))}
  ${gone.map(id => slot(id, 'It no longer waits here: somebody decided, or its time is over.'))}`
}

const said1 = (count: number, what: string) => (count === 0 ? undefined : `${count} ${what}`)

function slot(id: string, text: string): Markup {
  // Ids come back from the page: only what is one may stand in a selector.
  if (!isId(id)) return nothing
  return html`<hx-partial hx-target="#news-${id}" hx-swap="innerMorph"><p class="notice warn">${text}</p></hx-partial>`
}
