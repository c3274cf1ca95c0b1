// The buttons of a campaign, and the dialogs that two of them open.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import { csrfField } from '../../../parts/csrf-field.ts'
import { field } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import type { Person } from '../../../person.ts'
import { STATE_NAMES } from '../picture/state-names.ts'
import type { Commands } from './commands.ts'

export function commandBar(payload: CampaignPayload, commands: Commands, person: Person): Markup {
  const { start, cancel, retryFrom } = commands
  if (!start && !cancel && retryFrom.length === 0) return nothing
  const path = `/console/campaigns/${payload.campaign_id}`
  return html`<div class="row" id="commands">
    ${start ? html`<form method="post" action="${path}/start" hx-post="${path}/start" hx-target="#said" hx-swap="innerHTML">${csrfField(person)}<button class="primary" data-key="s">Start <kbd>s</kbd></button></form>` : nothing}
    ${retryFrom.length > 0 ? html`<a class="button primary" href="${path}/retry" data-opens="retry" data-key="t">Retry… <kbd>t</kbd></a>` : nothing}
    ${cancel ? html`<a class="button danger" href="${path}/cancel" data-opens="cancel" data-key="x">Cancel… <kbd>x</kbd></a>` : nothing}
  </div>
  ${retryFrom.length > 0 ? dialog('retry', 'Retry this campaign', retryForm(payload, retryFrom, person)) : nothing}
  ${cancel ? dialog('cancel', 'Cancel this campaign', cancelForm(payload, person)) : nothing}`
}

function dialog(id: string, title: string, content: Markup): Markup {
  return html`<dialog id="${id}" aria-labelledby="${id}-title" hx-morph-skip>
    <h2 id="${id}-title">${title}</h2>
    ${content}
    <form method="dialog" class="row"><button>Not now</button></form>
  </dialog>`
}

export interface Typed {
  from_stage?: string
  reason?: string
}

/** @param said what was refused before */
export function retryForm(
  { campaign_id, retry_count, max_retries }: CampaignPayload,
  stages: readonly CampaignStage[],
  person: Person,
  typed: Typed = {},
  said: Markup = nothing,
): Markup {
  const path = `/console/campaigns/${campaign_id}/retry`
  const [failed] = stages
  return html`<form id="retry-form" class="fields" method="post" action="${path}" hx-post="${path}" hx-target="this" hx-swap="outerMorph">
    ${csrfField(person)}${said}
    <p>A new run. Results of the stages before the one it starts from are kept, and what is published already is never proposed again. This will be retry ${retry_count + 1} of ${max_retries}.</p>
    ${field({
      ...{ name: 'from_stage', label: 'Start from', value: typed.from_stage },
      options: stages.map(stage => [
        stage,
        stage === failed ? `${STATE_NAMES[stage]}, where it failed` : STATE_NAMES[stage],
      ]),
    })}
    <p class="row"><button class="primary">Retry</button></p>
  </form>`
}

export function cancelForm(
  { campaign_id }: CampaignPayload,
  person: Person,
  typed: Typed = {},
  said: Markup = nothing,
  wrong?: string,
): Markup {
  const path = `/console/campaigns/${campaign_id}/cancel`
  return html`<form id="cancel-form" class="fields" method="post" action="${path}" hx-post="${path}" hx-target="this" hx-swap="outerMorph">
    ${csrfField(person)}${said}
    <p>This is final: nothing further starts, and actions that are not yet executing are cancelled. What is published stays.</p>
    ${field({ name: 'reason', label: 'Reason', value: typed.reason, rows: 3, required: true, max: 2000, wrong })}
    <p class="row"><button class="danger">Cancel the campaign</button></p>
  </form>`
}
