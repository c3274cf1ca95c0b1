// What the optimizer made of the first figures.
import { html } from 'hono/html'
import type { DemoRecord } from '../demo-record.ts'
import { type Html, meter, section } from './markup.ts'

export function learningSection({ campaign }: DemoRecord): Html {
  const lead =
    'From figures some seconds old. One campaign proves little, and the findings say so; the next strategy asks for them.'
  const rows = campaign.learnings.map(
    ({ subject, finding, evidence, confidence }) =>
      html`<tr><td class="words narrow"><code>${subject}</code></td><td class="words">${finding}<span class="source">${evidence}</span></td><td class="number">${meter(confidence, `confidence ${confidence}`)} ${confidence.toFixed(2)}</td></tr>`,
  )
  const table = html`<div class="scroll"><table><thead><tr><th>About</th><th>Finding</th><th>Confidence</th></tr></thead><tbody>${rows}</tbody></table></div>`
  return section('learnings', 'Learnings', lead, table)
}
