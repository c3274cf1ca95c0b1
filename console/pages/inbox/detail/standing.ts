// Where an action stands, kept current while the page is open: its status, why, the attempts, who approved, and its log.
import { html } from 'hono/html'
import type { ActionResource } from '#contracts/action.ts'
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import type { Api, Sent } from '../../../http/api.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { badge, statusBadge, words } from '../../../parts/status-badge.ts'
import { time } from '../../../parts/time.ts'
import { attempts } from './attempts.ts'

export interface Why {
  reason: string
  detail: string
  since: string
  until?: string
}

export interface Standing {
  action: ActionResource
  why: Sent<Why>
  trail: Sent<{ data: AuditEntryShape[]; next_cursor: string | null }>
}

export async function askStanding(api: Api, id: string): Promise<Standing> {
  const [action, why, trail] = await Promise.all([
    api.get<ActionResource>(`/actions/${id}`),
    api.look<Why>(`/actions/${id}/why`),
    api.look<{ data: AuditEntryShape[]; next_cursor: string | null }>(`/actions/${id}/audit`, { limit: 200 }),
  ])
  return { action, why, trail }
}

/** @param shown digest that the page around it was drawn with: a newer content is told, not put under the hand of whoever decides */
export function standing({ action, why, trail }: Standing, shown = action.digest ?? 'none'): Markup {
  return html`${(action.digest ?? 'none') === shown ? nothing : html`<div class="notice warn" role="alert"><p><strong>It changed since you opened it.</strong> <a href="/console/inbox/${action.action_id}">See it as it is now</a></p></div>`}
    <section class="card"><h2>Where it stands</h2>
      <p class="row">${statusBadge(action.status)}${action.needs_human ? badge('Needs a person', 'bad') : nothing}</p>
      ${why.ok && why.body.reason !== 'FINAL' ? html`<p>${why.body.detail}<br /><span class="soft small">since ${time(why.body.since)}${why.body.until === undefined ? nothing : html`, until ${time(why.body.until)}`}</span></p>` : nothing}
      ${action.error === undefined ? nothing : html`<p class="small"><code>${action.error.code}</code> ${action.error.message}</p>`}
      ${approvals(action)}
    </section>
    ${attempts(action)}
    ${trail.ok ? log(trail.body.data, trail.body.next_cursor !== null) : nothing}`
}

function approvals({ approvals: given, approvals_required: required }: ActionResource): Markup {
  if (given.length === 0) return nothing
  return html`<h3>Approvals, ${given.length} of ${required}</h3>
    <ul class="plain">${given.map(({ sub, at, comment }) => html`<li><strong>${sub}</strong> ${time(at)}${comment === undefined ? nothing : html`<br /><span class="said">${comment}</span>`}</li>`)}</ul>`
}

function log(entries: readonly AuditEntryShape[], more: boolean): Markup {
  return html`<section class="card"><h2>Log</h2>
    <ol class="log small" tabindex="0" aria-label="Log, oldest first">${entries.map(
      ({
        at,
        action,
        actor,
        details,
      }) => html`<li>${time(at)} <strong>${words(action.replace(/^action\./, '').replaceAll('.', ' '))}</strong>
        <span class="soft">${actor.sub}</span>${said(details)}</li>`,
    )}</ol>
    ${more ? html`<p class="small soft">The first 200 entries.</p>` : nothing}
  </section>`
}

/** Reasons and comments are read; the rest of the details are for who searches the trail. */
function said(details: AuditEntryShape['details']): Markup {
  const found = ['reason', 'comment', 'detail', 'why', 'message'].map(name => details[name])
  const text = found.find(value => typeof value === 'string' && value !== '')
  return text === undefined ? nothing : html`<br /><span class="said">${String(text)}</span>`
}

export async function drawStanding(api: Api, id: string, shown?: string): Promise<Markup> {
  return standing(await askStanding(api, id), shown)
}
