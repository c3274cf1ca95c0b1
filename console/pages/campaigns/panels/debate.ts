// The debate that a strategy came from: who held what, against what, and how it was decided.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { DebatePosition } from '#contracts/strategy-brief.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { badge } from '../../../parts/status-badge.ts'
import { panel } from './panel.ts'

export function debatePanel({ strategy_brief }: CampaignPayload): Markup {
  if (strategy_brief === null) return nothing
  const { positions, verdict } = strategy_brief.debate
  return panel(
    'debate',
    'Debate',
    html`<div class="positions">${positions.map(position => held(position, verdict.overruled.includes(position.role)))}</div>
    <div class="verdict">
      <h3>Verdict</h3>
      <p><strong>${verdict.decision}</strong></p>
      <p>${verdict.reason}</p>
      <p class="soft">${verdict.overruled.length === 0 ? 'Nobody was overruled.' : `Overruled: ${verdict.overruled.join(', ')}.`}</p>
    </div>`,
  )
}

function held({ role, stance, argument, objections, signal_ids }: DebatePosition, overruled: boolean): Markup {
  return html`<article class="position">
    <h3>${role} ${overruled ? badge('overruled', 'warn') : nothing}</h3>
    <p><strong>${stance}</strong></p>
    <p>${argument}</p>
    ${objections.length === 0 ? nothing : html`<p class="soft">Objects:</p><ul class="plain">${objections.map(text => html`<li>${text}</li>`)}</ul>`}
    ${signal_ids.length === 0 ? nothing : html`<p class="small soft">Signals: ${signal_ids.map(id => html`<code>${id}</code> `)}</p>`}
  </article>`
}
