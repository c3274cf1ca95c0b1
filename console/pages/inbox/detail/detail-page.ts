// The page of one action: the post and what can be done on the left, what is known of it on the right.
import { html } from 'hono/html'
import type { ActionVersion } from '#contracts/action-version.ts'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { Sent } from '../../../http/api.ts'
import { queryString } from '../../../http/query-string.ts'
import { liveRegion } from '../../../parts/live-region.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { statusBadge } from '../../../parts/status-badge.ts'
import type { Person } from '../../../person.ts'
import { digest, facts, findings } from '../facts.ts'
import { drawPost } from '../post/draw-post.ts'
import { LOOKS, toPost } from '../post/post.ts'
import { decideBy } from '../waiting.ts'
import { countdown } from '../when.ts'
import { campaignPanel } from './campaign-panel.ts'
import { decisionForms } from './decision-forms.ts'
import { resolveForms, type TypedAnswer } from './resolve-forms.ts'
import { type Metrics, result } from './result.ts'
import { type Standing, standing } from './standing.ts'
import { versionsPanel } from './versions-panel.ts'

export interface DetailPage {
  person: Person
  stands: Standing
  versions: Sent<{ data: ActionVersion[] }>
  campaign: Sent<CampaignPayload> | undefined
  metrics: Sent<Metrics> | undefined
  /** What was refused: the content may be another than the one that was decided on. */
  notice?: Markup
  done?: string
  typed?: TypedAnswer
}

export function detailPage({ person, stands, versions, campaign, metrics, notice, done, typed }: DetailPage): Markup {
  const { action } = stands
  const post = toPost(action)
  const waits = action.status === 'PENDING_APPROVAL' || action.needs_human
  const from = `/console/inbox/${post.id}/live${queryString({ digest: action.digest ?? 'none' })}`
  return html`<p class="small"><a href="/console/inbox">Inbox</a></p>
    <div class="row heading"><h1>${LOOKS[post.look]} · ${post.account}</h1>${statusBadge(action.status)}${waits ? countdown(decideBy(action)) : nothing}</div>
    ${done === undefined ? nothing : html`<div class="notice good" role="status"><p>${done}</p></div>`}
    ${notice ?? nothing}
    <div class="columns">
      <div class="stack">
        ${resolveForms(person, action, typed)}
        <section class="card"><h2 class="sr">The post</h2>${drawPost(post)}${findings(action)}
          ${decisionForms(person, action, notice !== undefined)}</section>
        ${versionsPanel(versions)}
        ${campaignPanel(action, campaign)}
      </div>
      <div class="stack">
        ${result(action, metrics)}
        <section class="card"><h2>What is known of it</h2>${facts(action)}${digest(action)}<p class="small soft">Action <code>${post.id}</code></p></section>
        ${liveRegion('standing', from, standing(stands))}
      </div>
    </div>`
}
