// What was heard outside: trends, and the strongest signals with who cited them.
import { html } from 'hono/html'
import type { Signal } from '#contracts/signal.ts'
import type { DemoRecord } from '../demo-record.ts'
import { type Citations, citations } from './citations.ts'
import { badge, type Html, meter, plural, section } from './markup.ts'

const UNCITED_SHOWN = 3

export function signalSection(record: DemoRecord): Html {
  const { scan, campaign } = record
  const cited = citations(record)
  const now = Date.parse(campaign.updated_at)
  const rows = shown(scan.signals, cited)
  const lead = `${plural(scan.signals.length, 'signal')} from the feeds, ${rows.length} shown: those that the debate cites, and the strongest of the others.`
  return section('signals', 'Signals and trends', lead, [
    html`<ul class="trends">${scan.trends.map(
      trend =>
        html`<li><strong>${trend.term}</strong><span>${plural(trend.mentions, 'mention')} in ${trend.window_h} h</span><span class="rise">× ${trend.change.toFixed(1)}</span></li>`,
    )}${scan.trends.length === 0 ? html`<li class="muted">No trend stood out.</li>` : ''}</ul>`,
    html`<div class="scroll"><table class="signals"><thead><tr><th>#</th><th>Signal</th><th>Age</th><th>Score</th><th>Tone</th><th>Cited by</th></tr></thead>
<tbody>${rows.map(signal => row(signal, cited, now))}</tbody></table></div>`,
  ])
}

function shown(signals: readonly Signal[], cited: Citations): Signal[] {
  const byScore = signals.toSorted((one, other) => other.score - one.score)
  const others = new Set(byScore.filter(({ id }) => !cited.has(id)).slice(0, UNCITED_SHOWN))
  return byScore.filter(signal => cited.has(signal.id) || others.has(signal))
}

function row(signal: Signal, cited: Citations, now: number): Html {
  const citation = cited.get(signal.id)
  const { tone, word } = mood(signal.sentiment)
  return html`<tr${citation === undefined ? '' : html` id="${citation.label}"`}>
<td class="muted nowrap">${citation?.label ?? ''}</td>
<td class="words"><strong>${signal.title}</strong><span class="source">${signal.source}</span></td>
<td class="number">${age(now - Date.parse(signal.published_at))}</td>
<td class="number">${meter(signal.score, `score ${signal.score.toFixed(2)}`)} ${signal.score.toFixed(2)}</td>
<td class="nowrap">${badge(word, tone)}</td>
<td class="nowrap">${citation?.roles.map(role => badge(role)) ?? ''}</td>
</tr>`
}

function mood(sentiment: number): { tone: 'good' | 'bad' | 'plain'; word: string } {
  if (sentiment > 0.2) return { tone: 'good', word: 'good' }
  return sentiment < -0.2 ? { tone: 'bad', word: 'bad' } : { tone: 'plain', word: 'neutral' }
}

function age(ms: number): string {
  const hours = ms / 3_600_000
  return hours < 48 ? `${Math.max(0, Math.round(hours))} h` : `${Math.round(hours / 24)} d`
}
