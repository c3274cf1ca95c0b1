// The list of what waits: how it is narrowed, the cards, and what is done with several at once.
import { html } from 'hono/html'
import { queryString } from '../../http/query-string.ts'
import { csrfField } from '../../parts/csrf-field.ts'
import { field } from '../../parts/field.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { pager } from '../../parts/pager.ts'
import { PLATFORM_OPTIONS } from '../../parts/platforms.ts'
import { refusalNotice } from '../../parts/refusal.ts'
import { mayLook, type Person } from '../../person.ts'
import { card } from './card.ts'
import type { Held } from './held.ts'
import { type Narrowed, narrowsFinely, VIEWS, type View, type Waiting } from './waiting.ts'

export interface ListPage {
  person: Person
  narrowed: Narrowed
  waiting: Waiting
  held: Held
  /** What was done before the browser was led here. */
  done?: string
}

export function listPage({ person, narrowed, waiting, held, done }: ListPage): Markup {
  return html`<div class="row heading"><h1>Inbox</h1>${count(waiting)}</div>
    ${done === undefined ? nothing : html`<div class="notice good" role="status"><p>${done}</p></div>`}
    ${held}
    ${views(narrowed)}
    ${filters(person, narrowed)}
    ${waiting.refused === undefined ? nothing : refusalNotice(waiting.refused)}
    ${list(person, narrowed, waiting)}
    <dialog id="asked" aria-label="A reason is asked for" data-filled></dialog>`
}

/** The part that is drawn anew when somebody asks for what is new. */
export function list(person: Person, narrowed: Narrowed, waiting: Waiting): Markup {
  const query = queryString({ ...narrowed })
  return html`<div id="waiting">
    <div id="fresh" hx-get="/console/inbox/news${query}" hx-trigger="every 5s" hx-include="[name=shown]" hx-swap="innerMorph" role="status"></div>
    ${waiting.items.length === 0 && waiting.refused === undefined ? html`<div class="card empty">${EMPTY[narrowed.view]}</div>` : nothing}
    <ul class="cards">${waiting.items.map(action => card({ person, action, narrowed }))}</ul>
    ${pager('/console/inbox', { ...narrowed, cursor: undefined }, waiting.next)}
    <form id="several" class="several" method="post" action="/console/inbox/several">
      ${csrfField(person)}<input type="hidden" name="back" value="${query.slice(1)}" />
      <span class="selected"> selected</span>
      <button class="primary" data-key="A" data-approves>Approve selected <kbd aria-hidden="true">A</kbd></button>
    </form>
  </div>`
}

const EMPTY: Readonly<Record<View, string>> = {
  me: 'Nothing waits for you.',
  all: 'Nothing waits for anybody.',
  mine: 'Nothing that you proposed waits for others.',
}

function count({ total }: Waiting): Markup {
  if (total === undefined) return nothing
  return html`<span class="badge plain">${total.exact ? '' : 'more than '}${total.count} waiting</span>`
}

function views({ view, cursor: _, ...rest }: Narrowed): Markup {
  return html`<nav class="tabs" aria-label="Whose">${Object.entries(VIEWS).map(
    ([name, title]) =>
      html`<a href="/console/inbox${queryString({ ...rest, view: name })}"${name === view ? html` aria-current="page"` : nothing}>${title}</a>`,
  )}</nav>`
}

function filters(person: Person, { view, platform = '', account = '', campaign_id = '', kind = '' }: Narrowed): Markup {
  const fine = narrowsFinely(person, view)
  return html`<form class="filters" method="get" action="/console/inbox">
    <input type="hidden" name="view" value="${view}" />
    ${field({ name: 'platform', label: 'Platform', value: platform, options: [['', 'All'], ...PLATFORM_OPTIONS] })}
    ${fine ? field({ name: 'account', label: 'Account', value: account, max: 100 }) : nothing}
    ${mayLook(person, 'campaigns:read') || campaign_id !== '' ? field({ name: 'campaign_id', label: 'Campaign', value: campaign_id, max: 36, placeholder: 'its id' }) : nothing}
    ${fine ? field({ name: 'kind', label: 'To do', value: kind, options: KIND_OPTIONS }) : nothing}
    <button>Show</button>
  </form>`
}

const KIND_OPTIONS = [
  ['', 'All'],
  ['approve', 'Approve or reject'],
  ['resolve', 'Tell what became of it'],
] as const
