// A table that a phone shows as a list: each cell carries the heading of its column.
import { html } from 'hono/html'
import type { Markup } from './page.ts'

export type Cell = Markup | string | number

/** @param caption what the table is, for those who do not see what stands above it */
export function table(caption: string, headings: readonly string[], rows: readonly (readonly Cell[])[]): Markup {
  return html`<table>
    <caption>${caption}</caption>
    <thead><tr>${headings.map(heading => html`<th scope="col">${heading}</th>`)}</tr></thead>
    <tbody>
      ${rows.map(
        ([first, ...others]) => html`<tr>
          <th scope="row" data-label="${headings[0]}"><div>${first}</div></th>
          ${others.map((cell, index) => html`<td data-label="${headings[index + 1]}"><div>${cell}</div></td>`)}
        </tr>`,
      )}
    </tbody>
  </table>`
}

/** To the second; all times of the board are UTC. */
export function time(at: string | Date | undefined): Cell {
  if (at === undefined) return '–'
  const iso = typeof at === 'string' ? at : at.toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`
}
