// What the quality gate found, and what of it blocked.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { QualityCheck } from '#contracts/quality-report.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { badge, statusBadge } from '../../../parts/status-badge.ts'
import { table } from '../../../parts/table.ts'
import { panel } from './panel.ts'

export function gatePanel({ quality_report: report, failure }: CampaignPayload): Markup {
  if (report === null) return nothing
  const { verdict, score, checks, rules_version } = report
  const blocked = failure?.reason === 'QUALITY_GATE'
  return panel(
    'gate',
    'Gate report',
    html`<p class="row">${statusBadge(verdict)} <strong>${score} of 100</strong> <span class="soft">by rules <code>${rules_version}</code></span></p>
    ${blocked ? html`<div class="notice bad"><p><strong>It did not pass.</strong> ${failure.detail}</p></div>` : nothing}
    ${checksOf(checks)}`,
  )
}

/** What did not pass is read; what did is there for whoever asks. */
function checksOf(checks: readonly QualityCheck[]): Markup {
  const failed = checks.filter(({ passed }) => !passed).sort(worstFirst)
  const passed = checks.filter(({ passed }) => passed).sort(worstFirst)
  if (checks.length === 0) return html`<p>It made no checks.</p>`
  return html`${failed.length === 0 ? nothing : table('Checks that did not pass', COLUMNS, failed, '')}
    ${passed.length === 0 ? nothing : html`<details><summary>${passed.length} checks passed</summary>${table('Checks that passed', COLUMNS, passed, '')}</details>`}`
}

const COLUMNS = [
  {
    title: 'Found',
    cell: ({ passed, severity }: QualityCheck) =>
      passed ? badge('passed', 'good') : badge('not passed', severity === 'CRITICAL' ? 'bad' : 'warn'),
  },
  { title: 'Check', heads: true, cell: ({ name }: QualityCheck) => name },
  { title: 'Severity', cell: ({ severity }: QualityCheck) => severity.toLowerCase() },
  { title: 'Says', cell: ({ message }: QualityCheck) => message },
]

function worstFirst(a: QualityCheck, b: QualityCheck): number {
  return Number(b.severity === 'CRITICAL') - Number(a.severity === 'CRITICAL')
}
