// The stages on one axis of time, each with what it found.
import { html } from 'hono/html'
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import type { DemoRecord } from '../demo-record.ts'
import { seconds } from '../narrator.ts'
import { type StageTime, stageTimes } from '../stage-times.ts'
import { money } from '../tell-entry.ts'
import { clock, type Html, plural, section } from './markup.ts'

/** Bars thinner than this, in percent of the axis, can't be seen. */
const THINNEST = 0.6
const TICKS = 4

export function timelineSection(record: DemoRecord): Html {
  const { trail } = record
  const stages = stageTimes(trail)
  const from = Date.parse(trail[0]?.at ?? '')
  const spanMs = Math.max(1, Date.parse(trail.at(-1)?.at ?? '') - from)
  const lead = html`From ${clock(trail[0]?.at ?? '')} to ${clock(trail.at(-1)?.at ?? '')} UTC. Hatched: no worker was held, people and the platform had the word.`
  const rows = stages.map(stage => row(record, stage, from, spanMs))
  return section('timeline', 'Stages', lead, html`<div class="timeline">${rows}${axis(spanMs)}</div>`)
}

function row(
  record: DemoRecord,
  { stage, startedAt, tookMs, waitedMs, attempts }: StageTime,
  from: number,
  spanMs: number,
): Html {
  const percent = (ms: number) => (100 * ms) / spanMs
  const left = Math.min(percent(startedAt - from), 100 - THINNEST)
  const width = Math.max(THINNEST, percent(tookMs))
  const waited = tookMs === 0 ? 0 : (100 * waitedMs) / tookMs
  return html`<div class="stage">
<div class="name">${stage}<span class="took">${seconds(tookMs)} s${attempts > 1 ? ` · ${attempts} attempts` : ''}</span></div>
<div class="track"><div class="bar" style="left:${left.toFixed(2)}%;width:${Math.min(width, 100 - left).toFixed(2)}%">${waited > 0 ? html`<i style="width:${waited.toFixed(1)}%"></i>` : ''}</div></div>
<div class="found">${foundBy(record, stage)}</div>
</div>`
}

function axis(spanMs: number): Html {
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => index / TICKS)
  return html`<div class="stage axis" aria-hidden="true"><div class="name"></div><div class="track">${ticks.map(
    part => html`<span style="left:${part * 100}%">${seconds(spanMs * part)} s</span>`,
  )}</div><div class="found"></div></div>`
}

function foundBy({ campaign, trail, scan, actions }: DemoRecord, stage: StageTime['stage']): string {
  const { strategy_brief: strategy, content, quality_report: report, learnings, publications } = campaign
  switch (stage) {
    case 'RADAR_SCAN': {
      const { signals } = completionOf(trail, stage)
      return `${signals ?? scan.signals.length} signals, ${plural(scan.trends.length, 'trend')}`
    }
    case 'STRATEGY_GEN':
      return strategy === null
        ? ''
        : `${strategy.debate.verdict.overruled.join(', ') || 'nobody'} overruled, ${strategy.engine}`
    case 'CONTENT_PROD':
      return `${plural(content.length, 'text')}, ${plural(content.flatMap(piece => piece.media).length, 'image')}`
    case 'QUALITY_AUDIT':
      return report === null
        ? ''
        : `${report.verdict}, ${report.checks.filter(check => check.passed).length} of ${report.checks.length} checks`
    case 'PUBLISH': {
      const { reserved_minor, currency } = trail.find(entry => entry.action === 'stage.waiting')?.details ?? {}
      return `${money(reserved_minor, currency)} reserved, ${publications.filter(post => post.status === 'COMPLETED').length} of ${actions.length} published`
    }
    case 'LEARN':
      return plural(learnings.length, 'finding')
    default:
      return stage satisfies never
  }
}

function completionOf(trail: readonly AuditEntryShape[], stage: string): AuditEntryShape['details'] {
  return trail.find(entry => entry.action === 'stage.completed' && entry.details.stage === stage)?.details ?? {}
}
