// What differs between two versions, as tables: added, removed, changed.
import { html } from 'hono/html'
import type { Markup } from '../../parts/markup.ts'
import { badge } from '../../parts/status-badge.ts'
import { type Column, table } from '../../parts/table.ts'
import { countOf, type Difference, type Differences, MAPS } from './compare-versions.ts'

/** @param names of the two sides; @param shown a value as a person knows it, such as a skeleton by its name */
export function differencesPart(
  differences: Differences,
  [before, after]: readonly [string, string],
  shown: (value: string) => string = value => value,
): Markup {
  if (countOf(differences) === 0) return html`<p class="card empty">There is no difference.</p>`
  const side = (value: string | undefined): Markup =>
    value === undefined ? html`<span class="soft">–</span>` : html`<code>${shown(value)}</code>`
  const columns: Column<Difference>[] = [
    { title: 'What', heads: true, cell: ({ name }) => html`<code>${name}</code>` },
    { title: before, cell: one => side(one.before) },
    { title: after, cell: one => side(one.after) },
    { title: 'Change', cell: changeBadge },
  ]
  const of = (title: string, rows: readonly Difference[]) =>
    rows.length === 0
      ? html``
      : html`<section class="differences"><h3>${title} <span class="soft small">${rows.length}</span></h3>${table(`${title}: ${before} and ${after}`, columns, rows, '')}</section>`
  return html`${of('Settings', differences.settings)}${MAPS.map(([key, title]) => of(title, differences[key]))}`
}

function changeBadge({ before, after }: Difference): Markup {
  if (before === undefined) return badge('Added', 'good')
  return after === undefined ? badge('Removed', 'bad') : badge('Changed', 'warn')
}
