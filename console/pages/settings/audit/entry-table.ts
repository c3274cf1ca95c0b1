// Entries of trails as a table, their details folded.
import { html } from 'hono/html'
import { queryString } from '../../../http/query-string.ts'
import type { Markup } from '../../../parts/markup.ts'
import { words } from '../../../parts/status-badge.ts'
import { table } from '../../../parts/table.ts'
import { time } from '../../../parts/time.ts'
import type { Person } from '../../../person.ts'
import { type FoundEntry, pageOf } from './found-entry.ts'

export function entryTable(person: Person, entries: readonly FoundEntry[], empty: string): Markup {
  return table<FoundEntry>(
    'Entries of trails, newest first',
    [
      { title: 'When', heads: true, cell: ({ at }) => time(at) },
      {
        title: 'Who',
        cell: ({ actor }) =>
          html`${actor.sub}${actor.principal === 'service' ? html` <span class="small soft">service</span>` : ''}`,
      },
      { title: 'What', cell: ({ action }) => html`<code class="whole">${action}</code>` },
      { title: 'To what', cell: entry => subject(entry, person) },
      { title: 'Details', cell: details },
    ],
    entries,
    empty,
  )
}

function subject(entry: FoundEntry, person: Person): Markup {
  const { subject: id, subject_kind: kind, seq } = entry
  const page = pageOf(entry, person)
  const trail = queryString({ subject: id })
  return html`${kind === null ? 'Unknown' : words(kind.replace('-', ' '))} <span class="soft small">entry ${seq}</span><br />
    ${page === undefined ? html`<code>${id}</code>` : html`<a href="${page}"><code>${id}</code></a>`}<br />
    <span class="small"><a href="/console/settings/audit${trail}">Its trail<span class="sr"> (${id})</span></a> ·
    <a href="/console/settings/audit/verify${trail}">Verify<span class="sr"> ${id}</span></a></span>`
}

function details({ details: told, action, seq, prev_hash, hash }: FoundEntry): Markup {
  const count = Object.keys(told).length
  return html`<details><summary>${count === 0 ? 'Hash' : count === 1 ? '1 detail' : `${count} details`}<span class="sr"> of ${action}, entry ${seq}</span></summary>
    ${count === 0 ? '' : html`<pre>${JSON.stringify(told, null, 2)}</pre>`}
    <dl class="facts small"><dt>Hash</dt><dd><code>${hash}</code></dd><dt>Before it</dt><dd><code>${prev_hash}</code></dd></dl></details>`
}
