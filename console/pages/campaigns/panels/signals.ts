// What the radar saw: the log tells how much and which trends, the debate which signals counted.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import type { Run } from '../picture/runs-of.ts'
import { panel, texts } from './panel.ts'

/** @param runs all of them: a retry keeps what an earlier run saw */
export function signalsPanel({ strategy_brief }: CampaignPayload, runs: readonly Run[]): Markup {
  const seen = runs
    .map(run => run.stages.find(({ stage, standing }) => stage === 'RADAR_SCAN' && standing === 'done'))
    .findLast(stage => stage !== undefined)
  if (seen === undefined) return nothing
  const { signals, trends } = seen.note
  const cited = [...new Set(strategy_brief?.debate.positions.flatMap(({ signal_ids }) => signal_ids) ?? [])]
  return panel(
    'signals',
    'Signals and trends',
    html`<dl class="facts">
      <dt>Signals seen</dt><dd>${typeof signals === 'number' ? signals : '–'}</dd>
      <dt>Trends</dt><dd>${texts(Array.isArray(trends) ? trends.map(String) : [])}</dd>
      <dt>Cited in the debate</dt><dd>${cited.length === 0 ? html`<span class="soft">none</span>` : html`<span class="row">${cited.map(id => html`<code>${id}</code>`)}</span>`}</dd>
    </dl>`,
  )
}
