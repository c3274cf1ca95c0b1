// What a campaign proposed to the platforms, what became of it, and how it does.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { Publication } from '#contracts/learning.ts'
import { link } from '../../../parts/link.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { statusBadge } from '../../../parts/status-badge.ts'
import { panel } from './panel.ts'

/** @param actions whether the person may look at actions */
export function publicationsPanel({ campaign_id, publications }: CampaignPayload, actions: boolean): Markup {
  if (publications.length === 0) return nothing
  return panel(
    'publications',
    'Publications',
    html`<div class="stack">${publications.map(publication => published(campaign_id, publication, actions))}</div>`,
  )
}

function published(campaignId: string, { action_id, channel, status, ...is }: Publication, actions: boolean): Markup {
  return html`<article class="publication" id="publication-${action_id}">
    <p class="row">
      <strong><code>${channel}</code></strong> ${statusBadge(status)}
      ${is.permalink === undefined ? nothing : link(is.permalink, 'See the post')}
      ${is.platform_ref_id === undefined ? nothing : html`<span class="soft">post <code>${is.platform_ref_id}</code></span>`}
      ${actions ? html`<a class="push" href="/console/inbox/${action_id}">${WAITING.has(status) ? 'Decide in the inbox' : 'In the inbox'}</a>` : nothing}
    </p>
    ${is.error === undefined ? nothing : html`<p class="wrong"><code>${is.error.code}</code> ${is.error.message}</p>`}
    ${
      actions && status === 'COMPLETED'
        ? html`<div id="metrics-${action_id}" class="metrics" hx-get="/console/campaigns/${campaignId}/metrics/${action_id}" hx-trigger="revealed" hx-swap="innerHTML" hx-morph-skip><p class="small soft"><a href="/console/campaigns/${campaignId}/metrics/${action_id}">How it does</a></p></div>`
        : nothing
    }
  </article>`
}

const WAITING: ReadonlySet<string> = new Set(['PENDING_APPROVAL', 'OUTCOME_UNKNOWN'])
