// A table that a phone shows as a list of small lists.
import { html } from 'hono/html'
import type { Markup } from './markup.ts'

export interface Column<T> {
  title: string
  cell: (row: T) => Markup | string | number
  /** The row is called by it. */
  heads?: boolean
  number?: boolean
}

/** @param caption what it lists, for whoever does not see it */
export function table<T>(
  caption: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
  empty: string | Markup,
): Markup {
  if (rows.length === 0) return html`<div class="card empty">${empty}</div>`
  return html`<div class="table"><table>
    <caption class="sr">${caption}</caption>
    <thead><tr>${columns.map(({ title, number }) => html`<th scope="col"${number ? html` class="number"` : ''}>${title}</th>`)}</tr></thead>
    <tbody>${rows.map(row => html`<tr>${columns.map(column => cell(column, row))}</tr>`)}</tbody>
  </table></div>`
}

function cell<T>({ title, cell, heads, number }: Column<T>, row: T): Markup {
  const content = cell(row)
  if (heads) return html`<th scope="row" data-label="${title}"><div>${content}</div></th>`
  return html`<td data-label="${title}"${number ? html` class="number"` : ''}><div>${content}</div></td>`
}
