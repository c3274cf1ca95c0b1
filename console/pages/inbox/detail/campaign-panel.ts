// The campaign that a post belongs to: what it is after, how this channel plays its part, and what debate and audit said.
import { html } from 'hono/html'
import type { ActionResource } from '#contracts/action.ts'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { Sent } from '../../../http/api.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { badge, statusBadge } from '../../../parts/status-badge.ts'

export function campaignPanel(action: ActionResource, campaign: Sent<CampaignPayload> | undefined): Markup {
  if (campaign === undefined || !campaign.ok) return nothing
  const { campaign_id: id, brief, strategy_brief: strategy, quality_report: report, status } = campaign.body
  return html`<section class="card"><h2>Its campaign</h2>
    <p><a href="/console/campaigns/${id}">${brief.objective}</a> ${statusBadge(status)}</p>
    ${strategy === null ? nothing : strategyPart(action, strategy)}
    ${report === null ? nothing : reportPart(report)}
  </section>`
}

function strategyPart(
  { platform, account }: ActionResource,
  strategy: NonNullable<CampaignPayload['strategy_brief']>,
): Markup {
  const channel = strategy.channels.find(({ channel }) => channel === `${platform}:${account}`)
  const { verdict } = strategy.debate
  return html`<dl class="facts">
    <dt>Message</dt><dd>${strategy.message}</dd>
    <dt>Audience</dt><dd>${strategy.audience}</dd>
    ${channel === undefined ? nothing : html`<dt>Angle here</dt><dd>${channel.angle}</dd>`}
    <dt>Debate</dt><dd><strong>${verdict.decision}</strong><br />${verdict.reason}${verdict.overruled.length === 0 ? nothing : html`<br /><span class="soft">Overruled: ${verdict.overruled.join(', ')}</span>`}</dd>
    ${strategy.guardrails.length === 0 ? nothing : html`<dt>Guardrails</dt><dd><ul class="plain">${strategy.guardrails.map(rule => html`<li>${rule}</li>`)}</ul></dd>`}
  </dl>`
}

function reportPart({ verdict, score, checks }: NonNullable<CampaignPayload['quality_report']>): Markup {
  const [passed, not] = [checks.filter(check => check.passed), checks.filter(check => !check.passed)]
  return html`<h3>Quality audit ${badge(`${verdict === 'PASS' ? 'Passed' : 'Failed'}, ${score} of 100`, verdict === 'PASS' ? 'good' : 'bad')}</h3>
    ${not.length === 0 ? nothing : checkList(not)}
    ${passed.length === 0 ? nothing : html`<details class="small" id="checks-passed"><summary>${passed.length} ${passed.length === 1 ? 'check' : 'checks'} passed</summary>${checkList(passed)}</details>`}`
}

const checkList = (checks: NonNullable<CampaignPayload['quality_report']>['checks']): Markup =>
  html`<ul class="plain small">${checks.map(({ name, passed, message, severity }) => html`<li><strong>${passed ? '✓' : '✗'} ${name}</strong>${passed ? nothing : html` <span class="soft">(${severity.toLowerCase()})</span>`} <span class="soft">${message}</span></li>`)}</ul>`
