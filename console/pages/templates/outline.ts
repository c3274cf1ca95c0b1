// A skeleton as its document reads: headings, the paragraphs that hold placeholders, tables, header and footer, each with what goes there.
import { html } from 'hono/html'
import { placeholdersIn } from '#contracts/skeleton.ts'
import type { OutlineItem } from '#contracts/skeleton-structure.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { badge } from '../../parts/status-badge.ts'
import type { DraftRow } from './mapping-draft.ts'
import { kindOf } from './places-of.ts'

export interface Outlined {
  outline: readonly OutlineItem[] | null
  placeholders: readonly string[]
  tables: readonly string[]
  truncated: boolean
}

/** What goes to a place, or fills a table. Undefined: nobody asks, so nothing is marked as missing. */
export interface Going {
  zones: readonly DraftRow[]
  tables: readonly DraftRow[]
}

const MARGINS = [
  ['header', 'Header'],
  ['body', 'Body'],
  ['footer', 'Footer'],
] as const

export function outline(skeleton: Outlined, going?: Going): Markup {
  const drawn: Drawn = { going, seen: new Set() }
  const items = skeleton.outline ?? []
  const parts = MARGINS.map(([kind, title]) => {
    const own = items.filter(item => partOf(item) === kind)
    if (own.length === 0) return nothing
    return html`<section class="part"><h3>${title}</h3><ul>${own.map(item => html`<li class="${classOf(item)}">${content(item, drawn)}</li>`)}</ul></section>`
  })
  const elsewhere = skeleton.placeholders.filter(name => !drawn.seen.has(placeId(name)))
  const tables = skeleton.tables.filter(id => !drawn.seen.has(tableId(id)))
  return html`<div class="outline">${parts}
    ${
      elsewhere.length + tables.length === 0
        ? ''
        : html`<section class="part"><h3>${items.length === 0 ? 'In the document' : 'Elsewhere in the document'}</h3>
      <ul>${elsewhere.map(name => html`<li>${chip(name, drawn)}</li>`)}${tables.map(id => html`<li class="doc-table">${tableHead(id, '', drawn)}</li>`)}</ul></section>`
    }
    ${skeleton.truncated ? html`<p class="soft small">The document has more than is shown here.</p>` : ''}
  </div>`
}

export const placeId = (name: string) => `place-${name}`
export const tableId = (id: string) => `tbl-${id}`

interface Drawn {
  going: Going | undefined
  /** Ids stand once in a page; what stands several times in the document is marked by its name. */
  seen: Set<string>
}

const partOf = ({ kind }: OutlineItem) => (kind === 'header' || kind === 'footer' ? kind : 'body')
const classOf = (item: OutlineItem) =>
  item.kind === 'heading' ? `doc-heading level-${item.level}` : `doc-${item.kind}`

function content(item: OutlineItem, drawn: Drawn): Markup {
  if (item.kind === 'section')
    return html`<span class="soft small">${item.break === 'continuous' ? 'new section' : 'new section on a new page'}</span>`
  if (item.kind !== 'table') return text(item.text, item.placeholders, drawn)
  const size = `${item.columns} columns, ${item.rows} rows`
  return html`${item.id === null ? html`<span class="soft">Table without an id</span> <span class="soft small">${size}</span>` : tableHead(item.id, size, drawn)}
    ${item.header.length === 0 ? '' : html`<div class="cells">${item.header.map(cell => html`<span>${cell === '' ? '\u00a0' : cell}</span>`)}</div>`}
    ${item.placeholders.length === 0 ? '' : html`<div class="places">${item.placeholders.map(name => chip(name, drawn))}</div>`}`
}

/** The text with its placeholders as chips where they stand; those that the cut has taken come last. */
function text(words: string, placeholders: readonly string[], drawn: Drawn): Markup {
  const pieces = words.split(/(\{\{[A-Za-z][A-Za-z0-9_:.-]{0,99}\}\})/g)
  const there = new Set(placeholdersIn(words))
  const cut = placeholders.filter(name => !there.has(name))
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? chip(piece.slice(2, -2), drawn) : piece))}${cut.map(name => chip(name, drawn))}`
}

function chip(name: string, drawn: Drawn): Markup {
  const kind = kindOf(name)
  const from = drawn.going?.zones.filter(({ to }) => to === name).map(row => row.name) ?? []
  const open = kind === 'ZONE' && drawn.going !== undefined && from.length === 0
  return html`<span class="chip ${kind.toLowerCase()}${open ? ' open' : ''}"${idOnce(placeId(name), drawn)} data-place="${name}"><code>${name}</code>${kind === 'FIELD' ? html` <span class="soft small">field</span>` : ''}${from.map(id => html` <span class="from">← ${id}</span>`)}${kind === 'BODY' && from.length === 0 ? html` <span class="soft small">all the rest</span>` : ''}${open ? html` ${badge('Nothing goes here', 'bad')}` : ''}</span>`
}

function tableHead(id: string, size: string, drawn: Drawn): Markup {
  const from = drawn.going?.tables.filter(({ to }) => to === id).map(row => row.name) ?? []
  const open = drawn.going !== undefined && from.length === 0
  return html`<span class="chip table-id"${idOnce(tableId(id), drawn)} data-table="${id}"><span class="soft small">Table</span> <code>${id}</code>${from.map(intent => html` <span class="from">← ${intent}</span>`)}${open ? html` ${badge('No intent fills it', 'warn')}` : ''}</span> <span class="soft small">${size}</span>`
}

function idOnce(id: string, { seen }: Drawn): Markup {
  if (seen.has(id)) return nothing
  seen.add(id)
  return html` id="${id}" tabindex="-1"`
}
