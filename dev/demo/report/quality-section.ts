// The audit: what did not pass first, then all the rest.
import { html } from 'hono/html'
import type { QualityCheck } from '#contracts/quality-report.ts'
import type { DemoRecord } from '../demo-record.ts'
import { badge, type Html, meter, section, type Tone } from './markup.ts'

const TONES: Record<QualityCheck['severity'], Tone> = { CRITICAL: 'bad', WARNING: 'warn', INFO: 'plain' }

export function qualitySection({ campaign, trail }: DemoRecord): Html | '' {
  const report = campaign.quality_report
  if (report === null) return ''
  const gate = trail.find(entry => typeof entry.details.gate === 'string')?.details.gate
  const isPass = report.verdict === 'PASS'
  const passed = report.checks.filter(check => check.passed)
  const failed = report.checks.filter(check => !check.passed)
  const lead = `Rules ${report.rules_version}; our own gate ${typeof gate === 'string' ? `(${gate}) ` : ''}lets nothing through without a PASS or with a failed CRITICAL check.`
  return section('quality', 'Quality audit', lead, [
    html`<div class="score">${badge(report.verdict, isPass ? 'good' : 'bad')}<span class="points">${report.score}<small> of 100</small></span>${meter(report.score / 100, `score ${report.score} of 100`, isPass ? 'good' : 'bad')}<span class="muted nowrap">${passed.length} of ${report.checks.length} passed</span></div>`,
    failed.length === 0
      ? html`<p class="muted">Nothing was found.</p>`
      : html`<ul class="checks failed">${failed.map(
          check =>
            html`<li>${badge(check.severity, TONES[check.severity])}<code>${check.name}</code><span>${check.message}</span></li>`,
        )}</ul>`,
    html`<ul class="checks passed">${passed.map(
      check =>
        html`<li title="${check.severity}: ${check.name}"><span class="tick" aria-hidden="true">✓</span><code>${check.name}</code><span>${check.message}</span></li>`,
    )}</ul>`,
  ])
}
