// The strategy of a campaign: what it says, how it opens, and what each channel is for.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { money } from '../../../parts/money.ts'
import { table } from '../../../parts/table.ts'
import { panel, texts } from './panel.ts'

export function strategyPanel({ strategy_brief: strategy, brief }: CampaignPayload): Markup {
  if (strategy === null) return nothing
  const { message, audience, objective, hooks, channels, constraints, guardrails, engine, usage } = strategy
  const currency = brief.budget?.currency
  return panel(
    'strategy',
    'Strategy',
    html`<p class="lead">${message}</p>
    <dl class="facts">
      <dt>Objective</dt><dd>${objective}</dd>
      <dt>Audience</dt><dd>${audience}</dd>
      <dt>Constraints</dt><dd>${texts(constraints)}</dd>
      <dt>Guardrails</dt><dd>${texts(guardrails)}</dd>
      <dt>Made by</dt><dd><code>${engine}</code>${usage.model === undefined ? nothing : html` with <code>${usage.model}</code>`}${usage.input_tokens === undefined ? nothing : html` · ${usage.input_tokens} tokens in, ${usage.output_tokens ?? 0} out`}</dd>
      <dt>Policies</dt><dd><code>${strategy.governance_hash}</code></dd>
    </dl>
    <h3>Hooks</h3>
    <ul class="plain">${hooks.map(({ style, text }) => html`<li>${text} <span class="soft">(${style})</span></li>`)}</ul>
    <h3>Channels</h3>
    ${table(
      'Channels of the strategy',
      [
        { title: 'Channel', heads: true, cell: ({ channel }) => html`<code>${channel}</code>` },
        { title: 'Angle', cell: ({ angle }) => angle },
        { title: 'Hour (UTC)', cell: ({ hour_utc }) => (hour_utc === undefined ? '–' : `${hour_utc}:00`) },
        {
          title: 'Budget',
          number: true,
          cell: ({ budget_minor }) => planned(budget_minor, currency),
        },
      ],
      channels,
      'It names no channels.',
    )}`,
  )
}

function planned(minor: number | undefined, currency: string | undefined): string {
  if (minor === undefined) return '–'
  return currency === undefined ? `${minor} minor units` : money(minor, currency)
}
