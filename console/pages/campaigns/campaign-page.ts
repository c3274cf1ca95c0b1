// One campaign: its eight states, live, and everything that it has brought.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { Api } from '../../http/api.ts'
import { liveRegion } from '../../parts/live-region.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { money } from '../../parts/money.ts'
import { statusBadge } from '../../parts/status-badge.ts'
import { time } from '../../parts/time.ts'
import { mayLook, type Person } from '../../person.ts'
import { commandBar } from './commands/command-bar.ts'
import { commandsOn } from './commands/commands.ts'
import { contentPanel } from './panels/content.ts'
import { debatePanel } from './panels/debate.ts'
import { failurePanel } from './panels/failure.ts'
import { gatePanel } from './panels/gate.ts'
import { learningsPanel } from './panels/learnings.ts'
import { logPanel } from './panels/log.ts'
import { panel, texts } from './panels/panel.ts'
import { publicationsPanel } from './panels/publications.ts'
import { runsPanel } from './panels/runs.ts'
import { signalsPanel } from './panels/signals.ts'
import { strategyPanel } from './panels/strategy.ts'
import { type Why, whyWords } from './panels/why-words.ts'
import { runsOf } from './picture/runs-of.ts'
import { track } from './picture/track.ts'

export interface Seen {
  payload: CampaignPayload
  why: Why | undefined
}

/** @throws ApiRefusal when there is no such campaign */
export async function lookAt(api: Api, id: string): Promise<Seen> {
  const path = `/campaigns/${encodeURIComponent(id)}`
  const [payload, why] = await Promise.all([api.get<CampaignPayload>(path), api.look<Why>(`${path}/why`)])
  return { payload, why: why.ok ? why.body : undefined }
}

/** @param done said on top */
export function campaignContent(seen: Seen, person: Person, done: string | undefined): Markup {
  const { campaign_id, execution_id } = seen.payload
  const live = `/console/campaigns/${campaign_id}/live`
  return html`<p><a href="/console/campaigns">Campaigns</a></p>
  <div id="said">${done === undefined ? nothing : html`<p class="notice good" role="status">${done}</p>`}</div>
  ${liveRegion(`campaign-${execution_id}`, live, campaignDrawn(seen, person))}`
}

/** What the live part replaces. */
export function campaignDrawn({ payload, why }: Seen, person: Person): Markup {
  const runs = runsOf(payload.execution_log)
  const actions = mayLook(person, 'actions:read')
  return html`<div class="row head">
    <h1>${payload.brief.objective}</h1>
    ${commandBar(payload, commandsOn(payload, person), person)}
  </div>
  <section class="card standing" aria-label="How it stands">
    <p class="row">${statusBadge(payload.status)} <span class="soft">Created ${time(payload.created_at)}, last changed ${time(payload.updated_at)}${payload.retry_count === 0 ? nothing : html`, retry ${payload.retry_count} of ${payload.max_retries}`}</span></p>
    <div aria-live="polite" aria-atomic="true" id="why">${why === undefined ? nothing : whyWords(why)}</div>
    ${track(payload, runs.at(-1))}
  </section>
  <div class="stack panels">
    ${failurePanel(payload)}
    ${publicationsPanel(payload, actions)}
    ${contentPanel(payload, actions)}
    ${gatePanel(payload)}
    ${strategyPanel(payload)}
    ${debatePanel(payload)}
    ${signalsPanel(payload, runs)}
    ${learningsPanel(payload)}
    ${briefPanel(payload)}
    ${runsPanel(runs)}
    ${logPanel(payload)}
  </div>`
}

function briefPanel({ brief, channels, campaign_id, execution_id, tenant_id, metadata }: CampaignPayload): Markup {
  const said = (text: string | undefined) => text ?? html`<span class="soft">not said</span>`
  return panel(
    'brief',
    'Brief',
    html`<dl class="facts">
      <dt>Objective</dt><dd>${brief.objective}</dd>
      <dt>Audience</dt><dd>${said(brief.audience)}</dd>
      <dt>Product</dt><dd>${said(brief.product)}</dd>
      <dt>Budget</dt><dd>${said(brief.budget && money(brief.budget.amount_minor, brief.budget.currency))}</dd>
      <dt>Constraints</dt><dd>${texts(brief.constraints ?? [])}</dd>
      <dt>Guardrails</dt><dd>${texts(brief.guardrails ?? [])}</dd>
      <dt>Language</dt><dd>${said(brief.locale)}</dd>
      <dt>Channels</dt><dd><span class="row">${channels.map(({ platform, account }) => html`<code>${platform}:${account}</code>`)}</span></dd>
      <dt>Campaign</dt><dd><code>${campaign_id}</code></dd>
      <dt>Execution</dt><dd><code>${execution_id}</code></dd>
      <dt>Tenant</dt><dd><code>${tenant_id}</code></dd>
    </dl>
    ${Object.keys(metadata).length === 0 ? nothing : html`<details id="metadata"><summary>Metadata</summary><pre>${JSON.stringify(metadata, null, 2)}</pre></details>`}`,
  )
}
