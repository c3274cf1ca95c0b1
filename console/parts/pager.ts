// The way to the next page of a list.
import { html } from 'hono/html'
import type { Query } from '../http/api.ts'
import { queryString } from '../http/query-string.ts'
import { type Markup, nothing } from './markup.ts'

/** @param query what the list was narrowed by */
export function pager(path: string, query: Query, next: string | null | undefined): Markup {
  if (next === null || next === undefined) return nothing
  const address = path + queryString({ ...query, cursor: next })
  return html`<p class="row"><a class="button" data-key="n" href="${address}">Next page</a></p>`
}
