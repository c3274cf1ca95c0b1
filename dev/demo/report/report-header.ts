// The top of the report: what was asked for, and how it ended.
import { html } from 'hono/html'
import type { DemoRecord } from '../demo-record.ts'
import { seconds } from '../narrator.ts'
import { stageTimes } from '../stage-times.ts'
import { money } from '../tell-entry.ts'
import { badge, type Html, personName, plural } from './markup.ts'

export function reportHeader({ campaign, trail, verification, actions, session }: DemoRecord): Html {
  const { brief, status } = campaign
  const stages = stageTimes(trail)
  const published = campaign.publications.filter(post => post.status === 'COMPLETED').length
  const approvers = [...new Set(actions.flatMap(action => action.approvals.map(({ sub }) => personName(sub))))]
  const tookMs = Date.parse(trail.at(-1)?.at ?? '') - Date.parse(trail[0]?.at ?? '')
  return html`<header>
<div class="inner">
<p class="kicker">Mandate · report of the demo</p>
<h1>${brief.objective}</h1>
<p class="verdict">${badge(status, status === 'completed' ? 'good' : 'bad')} ${badge(verification.ok ? 'trail verified' : 'trail does not verify', verification.ok ? 'good' : 'bad')}</p>
<dl class="figures">
${figure(`${stages.length}`, `stages in ${seconds(tookMs)} s`)}
${figure(`${published}`, `${published === 1 ? 'post' : 'posts'} on ${plural(campaign.channels.length, 'channel')}`)}
${figure(campaign.quality_report === null ? '–' : String(campaign.quality_report.score), 'of 100 in the audit')}
${figure(approvers.join(', ') || 'nobody', 'approved, by digest')}
${figure(`${verification.checked}`, 'trail entries, hash by hash')}
</dl>
<dl class="brief">
${term('For', brief.audience)}
${term('What', brief.product)}
${term('Budget', brief.budget && money(brief.budget.amount_minor, brief.budget.currency))}
${term('Constraints', brief.constraints?.join(' · '))}
${term('Guardrails', brief.guardrails?.join(' · '))}
${term('Channels', campaign.channels.map(({ platform, account }) => `${platform}:${account}`).join(' · '))}
</dl>
<p class="also">Further down: <a href="#kill">a worker is killed</a>, <a href="#session">${session.sealed.title ?? 'a session'} is recorded</a>, <a href="#minutes">its sealed minutes</a>.</p>
</div>
</header>`
}

function figure(value: string, label: string): Html {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`
}

function term(name: string, text: string | undefined): Html | '' {
  return text ? html`<div><dt>${name}</dt><dd>${text}</dd></div>` : ''
}
