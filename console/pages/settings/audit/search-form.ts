// What the search of the trails is narrowed by.
import { html } from 'hono/html'
import { SUBJECT_KINDS } from '#domain/ports/audit-reader.ts'
import type { Query } from '../../../http/api.ts'
import { field } from '../../../parts/field.ts'
import type { Markup } from '../../../parts/markup.ts'
import { words } from '../../../parts/status-badge.ts'

export const FILTERS = ['subject', 'subject_kind', 'actor', 'action', 'since', 'until'] as const
export type Filters = Partial<Record<(typeof FILTERS)[number], string>>

export function filtersOf(query: Record<string, string>): Filters {
  return Object.fromEntries(FILTERS.map(name => [name, query[name]?.trim()]).filter(([, value]) => value))
}

/** What the API is asked; a time of a form has no zone, and is UTC here. */
export function queryOf({ since, until, ...filters }: Filters): Query {
  return { ...filters, since: inUtc(since), until: inUtc(until) }
}

/** Browsers leave away seconds that are none. @returns what is no such time as it is: the API says so */
export function inUtc(time: string | undefined): string | undefined {
  const [whole, toTheMinute, seconds = ':00'] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?$/.exec(time ?? '') ?? []
  return whole === undefined ? time : `${toTheMinute}${seconds}Z`
}

export function searchForm(filters: Filters): Markup {
  const value = (name: (typeof FILTERS)[number]) => ({ name, value: filters[name] })
  const kinds = [['', 'any'], ...SUBJECT_KINDS.map(kind => [kind, words(kind.replace('-', ' '))] as const)] as const
  return html`<form method="get" action="/console/settings/audit" class="filters" role="search" aria-label="Trails">
    ${field({ ...value('subject'), label: 'Subject', placeholder: 'Its id', max: 36 })}
    ${field({ ...value('subject_kind'), label: 'Kind', options: kinds })}
    ${field({ ...value('actor'), label: 'Who', max: 500 })}
    ${field({ ...value('action'), label: 'What', placeholder: 'config. or action.approved', max: 100 })}
    ${field({ ...value('since'), label: 'From (UTC)', type: 'datetime-local' })}
    ${field({ ...value('until'), label: 'Until (UTC)', type: 'datetime-local' })}
    <div class="row"><button class="primary">Search</button><a class="button" href="/console/settings/audit">Clear</a></div>
  </form>`
}
