// The debate of CMO, CFO and CEO, with its verdict and the strategy that came of it.
import { html } from 'hono/html'
import type { DebatePosition } from '#contracts/strategy-brief.ts'
import type { DemoRecord } from '../demo-record.ts'
import { money } from '../tell-entry.ts'
import { type Citations, citations, linkSignals } from './citations.ts'
import { badge, type Html, hash, section } from './markup.ts'

export function debateSection(record: DemoRecord): Html | '' {
  const { strategy_brief: strategy, brief } = record.campaign
  if (strategy === null) return ''
  const cited = citations(record)
  const { positions, verdict } = strategy.debate
  const { cost_minor, currency } = strategy.usage
  const cost =
    cost_minor === undefined || cost_minor === 0 ? 'no cost' : money(cost_minor, currency ?? brief.budget?.currency)
  const lead = html`By ${strategy.engine}, ${cost}; policies in force ${hash(strategy.governance_hash)}.`
  return section('debate', 'The debate', lead, [
    html`<div class="debate">${positions.map(position => card(position, verdict.overruled.includes(position.role), cited))}</div>`,
    html`<div class="ruling"><p class="decision">${verdict.decision}</p><p>${linkSignals(verdict.reason, cited)}</p></div>`,
    html`<h3>Strategy</h3><p class="message">${strategy.message}</p>`,
    html`<div class="scroll"><table><thead><tr><th>Channel</th><th>Angle</th><th>Budget</th><th>Hour</th></tr></thead><tbody>${strategy.channels.map(
      ({ channel, angle, budget_minor, hour_utc }) =>
        html`<tr><td class="nowrap">${channel}</td><td class="words">${angle}</td><td class="number">${budget_minor === undefined ? '–' : money(budget_minor, brief.budget?.currency)}</td><td class="number">${hour_utc === undefined ? '–' : `${hour_utc}:00 UTC`}</td></tr>`,
    )}</tbody></table></div>`,
    html`<ul class="hooks">${strategy.hooks.map(({ style, text }) => html`<li>${badge(style)} ${text}</li>`)}</ul>`,
  ])
}

function card(
  { role, stance, argument, signal_ids, objections }: DebatePosition,
  isOverruled: boolean,
  cited: Citations,
): Html {
  const labels = signal_ids.flatMap(id => cited.get(id)?.label ?? [])
  return html`<article class="position ${role.toLowerCase()}">
<h3>${role}${isOverruled ? html` ${badge('overruled', 'bad')}` : ''}</h3>
<p class="stance">${linkSignals(stance, cited)}</p>
<p class="argument">${linkSignals(argument, cited)}</p>
${objections.map(objection => html`<p class="objection">${linkSignals(objection, cited)}</p>`)}
<p class="cites">${labels.map(label => html`<a class="cite" href="#${label}">${label}</a> `)}</p>
</article>`
}
