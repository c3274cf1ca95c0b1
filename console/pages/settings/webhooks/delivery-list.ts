// What was delivered to a webhook or is on its way, narrowed by filters.
import { html } from 'hono/html'
import type { DeliveryResource } from '#contracts/webhook.ts'
import { WEBHOOK_EVENT_TYPES } from '#domain/webhook/event-types.ts'
import { DELIVERY_STATUSES } from '#domain/webhook/webhook.ts'
import type { Query } from '../../../http/api.ts'
import { queryString } from '../../../http/query-string.ts'
import { field } from '../../../parts/field.ts'
import type { Markup } from '../../../parts/markup.ts'
import { pager } from '../../../parts/pager.ts'
import { statusBadge, words } from '../../../parts/status-badge.ts'
import { table } from '../../../parts/table.ts'
import { fromNow, time } from '../../../parts/time.ts'
import { inUtc } from '../audit/search-form.ts'
import { answered } from './webhook-words.ts'

export type DeliveryFilters = Partial<Record<'status' | 'event' | 'since' | 'until', string>>

export function deliveryFilters(query: Record<string, string>): DeliveryFilters {
  const names = ['status', 'event', 'since', 'until'] as const
  return Object.fromEntries(names.map(name => [name, query[name]?.trim()]).filter(([, value]) => value))
}

export function deliveryQuery({ since, until, ...filters }: DeliveryFilters): Query {
  return { ...filters, since: inUtc(since), until: inUtc(until) }
}

export interface DeliveryPage {
  data: DeliveryResource[]
  next_cursor: string | null
}

export function deliveryList(id: string, filters: DeliveryFilters, { data, next_cursor }: DeliveryPage): Markup {
  const rows = table<DeliveryResource>(
    'Deliveries, newest first',
    [
      {
        title: 'Change',
        heads: true,
        cell: one =>
          html`<a href="/console/settings/webhooks/${id}/deliveries/${one.delivery_id}"><code>${one.event}</code></a>`,
      },
      { title: 'State', cell: ({ status }) => statusBadge(status) },
      { title: 'Tries', number: true, cell: ({ attempt_count }) => attempt_count },
      { title: 'Last answer', cell: one => answered(one.last_http_status, one.last_error) ?? '–' },
      {
        title: 'Next try',
        cell: ({ next_at }) =>
          next_at === null
            ? '–'
            : html`${Date.parse(next_at) < Date.now() ? 'now' : fromNow(next_at)}<br /><span class="small soft">${time(next_at)}</span>`,
      },
      { title: 'Made', cell: ({ created_at }) => time(created_at) },
    ],
    data,
    'Nothing of the kind.',
  )
  return html`${rows}${pager(`/console/settings/webhooks/${id}`, { ...filters }, next_cursor)}`
}

/** Keeps itself up to date. */
export function liveDeliveries(id: string, query: Query, list: Markup): Markup {
  const from = `/console/settings/webhooks/${id}/deliveries${queryString(query)}`
  return html`<div id="delivery-list" hx-get="${from}" hx-trigger="every 15s" hx-swap="innerMorph">${list}</div>`
}

export function deliveryFilterForm(id: string, filters: DeliveryFilters): Markup {
  const value = (name: keyof DeliveryFilters) => ({ name, value: filters[name] })
  const any = [['', 'any']] as const
  return html`<form method="get" action="/console/settings/webhooks/${id}" class="filters" role="search" aria-label="Deliveries">
    ${field({ ...value('status'), label: 'State', options: [...any, ...DELIVERY_STATUSES.map(name => [name, words(name)] as const)] })}
    ${field({ ...value('event'), label: 'Change', options: [...any, ...WEBHOOK_EVENT_TYPES.map(name => [name, name] as const)] })}
    ${field({ ...value('since'), label: 'From (UTC)', type: 'datetime-local' })}
    ${field({ ...value('until'), label: 'Until (UTC)', type: 'datetime-local' })}
    <div class="row"><button>Show</button></div>
  </form>`
}
