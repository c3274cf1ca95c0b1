// What is known of an action beside what it says: where, when, for how much, by whom, and what was found in it.
import { html } from 'hono/html'
import type { ActionPayload, ActionResource } from '#contracts/action.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { time } from '../../parts/time.ts'
import { costOf } from './post/post.ts'
import { timeInZone, zonedTime } from './when.ts'

export function facts(action: ActionResource): Markup {
  const { proposed_by: by, approvals, approvals_required: required, execution } = action
  return html`<dl class="facts">
    <dt>Goes out</dt><dd>${goesOut(action)}</dd>
    <dt>Expires</dt><dd>${zonedTime(action.expires_at)}</dd>
    <dt>Cost</dt><dd>${costOf(action.payload as Partial<ActionPayload>) ?? 'free of charge'}</dd>
    <dt>Proposed</dt><dd>by <strong>${by.sub}</strong>${by.principal === 'service' ? ' (a program)' : ''}, ${time(action.created_at)}</dd>
    <dt>Approvals</dt><dd>${approvals.length} of ${required}${approvals.length === 0 ? nothing : html`: ${approvals.map(({ sub }) => sub).join(', ')}`}</dd>
    <dt>Once approved</dt><dd>${execution === 'on_approval' ? 'it is sent by itself' : 'it waits for a signed command'}</dd>
  </dl>`
}

function goesOut({ schedule_time: at, payload }: ActionResource): Markup {
  if (at === undefined) return html`as soon as it may`
  const { schedule_zone: zone } = payload as Partial<ActionPayload>
  return html`${zonedTime(at)}${zone === undefined ? nothing : html`<br /><span class="soft small">${timeInZone(at, zone)}</span>`}`
}

/** What is approved is exactly this. */
export function digest({ digest: whole, media_sha256: media, governance_hash: policy }: ActionResource): Markup {
  if (whole === undefined)
    return html`<p class="small">Digest: <span class="soft">not before its media are hashed</span></p>`
  return html`<details class="small digest"><summary>Digest <code>${whole.slice(0, 12)}</code></summary>
    <p><code>${whole}</code></p>
    ${media?.length ? html`<p class="soft">Media, in order: ${media.map(hash => html`<code>${hash}</code> `)}</p>` : nothing}
    <p class="soft">Policy <code>${policy}</code></p>
  </details>`
}

export function findings({ preflight }: Pick<ActionResource, 'preflight'>): Markup {
  if (preflight.length === 0) return nothing
  return html`<ul class="findings small" aria-label="Found before">${preflight.map(
    ({ severity, message, pointer }) =>
      html`<li class="${severity === 'ERROR' ? 'bad' : 'warn'}"><strong>${severity === 'ERROR' ? 'Wrong' : 'Mind'}:</strong> ${message} <code class="soft">${pointer}</code></li>`,
  )}</ul>`
}
