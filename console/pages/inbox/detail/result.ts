// What came of a post that is out: where it stands and how it is seen.
import { html } from 'hono/html'
import type { ActionResource } from '#contracts/action.ts'
import type { Sent } from '../../../http/api.ts'
import { link } from '../../../parts/link.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { words } from '../../../parts/status-badge.ts'
import { time } from '../../../parts/time.ts'

export interface Metrics {
  collected_at: string | null
  next_at?: string | null
  values?: Record<string, number>
}

export function result(
  { status, platform_ref_id: id, permalink }: ActionResource,
  metrics: Sent<Metrics> | undefined,
): Markup {
  if (status !== 'COMPLETED') return nothing
  return html`<section class="card"><h2>It is out</h2>
    <p>${permalink === undefined ? nothing : link(permalink, 'Look at it on the platform')} ${id === undefined ? nothing : html`<code>${id}</code>`}</p>
    ${metrics?.ok ? numbers(metrics.body) : nothing}
  </section>`
}

function numbers({ collected_at: at, values = {}, next_at: next }: Metrics): Markup {
  if (at === null) return html`<p class="soft">Its numbers are not collected yet.</p>`
  return html`<dl class="facts">${Object.entries(values).map(([name, value]) => html`<dt>${words(name)}</dt><dd>${value.toLocaleString('en')}</dd>`)}</dl>
    <p class="soft small">As of ${time(at)}${next ? html`, again at ${time(next)}` : nothing}</p>`
}
