// How one publication does, over time: figures and small bars.
import { html } from 'hono/html'
import type { MetricValues } from '#contracts/learning.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { table } from '../../../parts/table.ts'
import { fromNow, time } from '../../../parts/time.ts'
import { bars } from './bars.ts'

/** `GET /actions/{id}/metrics` */
export interface Metrics {
  collected_at: string | null
  next_at?: string
  values: MetricValues
  /** Oldest first; the newest is `values` as well. */
  history: { collected_at: string; values: MetricValues }[]
}

const NAMES: readonly (readonly [name: keyof MetricValues, title: string])[] = [
  ['impressions', 'Impressions'],
  ['likes', 'Likes'],
  ['comments', 'Comments'],
  ['shares', 'Shares'],
  ['clicks', 'Clicks'],
  ['spend_minor', 'Spent, minor units'],
]

export function metricsPart({ collected_at, next_at, values, history }: Metrics): Markup {
  const next = next_at === undefined ? nothing : html` Next collection ${fromNow(next_at)}.`
  if (collected_at === null) return html`<p class="small soft">Nothing was collected yet.${next}</p>`
  const known = NAMES.filter(([name]) => values[name] !== undefined)
  if (known.length === 0) return html`<p class="small soft">The platform told no figures.${next}</p>`
  return html`<dl class="figures">${known.map(([name, title]) => figure(title, values[name] ?? 0, series(history, name)))}</dl>
  <p class="small soft">Collected ${time(collected_at)}.${next}</p>
  ${history.length < 2 ? nothing : html`<details><summary>Every collection</summary>${overTime(known, history)}</details>`}`
}

function figure(title: string, value: number, past: number[]): Markup {
  return html`<div><dt>${title}</dt><dd><strong>${value.toLocaleString('en')}</strong>${past.length < 2 ? nothing : bars(past, `${title} over time: ${past.join(', ')}`)}</dd></div>`
}

const series = (history: Metrics['history'], name: keyof MetricValues) =>
  history.flatMap(({ values }) => values[name] ?? [])

function overTime(known: typeof NAMES, history: Metrics['history']): Markup {
  return table(
    'Figures over time',
    [
      { title: 'Collected', heads: true, cell: ({ collected_at }) => time(collected_at) },
      ...known.map(([name, title]) => ({
        title,
        number: true,
        cell: ({ values }: Metrics['history'][number]) => values[name]?.toLocaleString('en') ?? '–',
      })),
    ],
    history.toReversed(),
    '',
  )
}
