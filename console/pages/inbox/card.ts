// One action of the inbox, with all that is needed to decide on the spot.
import { html } from 'hono/html'
import { queryString } from '../../http/query-string.ts'
import { csrfField } from '../../parts/csrf-field.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { badge, statusBadge } from '../../parts/status-badge.ts'
import type { Person } from '../../person.ts'
import { approveControl } from './approve-control.ts'
import { digest, facts, findings } from './facts.ts'
import { drawPost } from './post/draw-post.ts'
import { LOOKS, toPost } from './post/post.ts'
import { allowedTo, decideBy, type Narrowed, type WaitingAction } from './waiting.ts'
import { countdown } from './when.ts'

export interface Card {
  person: Person
  action: WaitingAction
  narrowed: Narrowed
  /** What happened to it while it stood there. */
  notice?: Markup
}

/** The box has an id of its digest: another content than the one that was selected is not selected. */
export function card({ person, action, narrowed, notice }: Card): Markup {
  const { action_id: id } = action
  const post = toPost(action)
  const allowed = allowedTo(person, action)
  const to = `/console/inbox/${id}`
  return html`<li class="card waiting" id="a-${id}" data-item tabindex="-1">
    <div class="row head">
      ${allowed.has('approve') ? html`<label class="choose"><input type="checkbox" id="choose-${id}-${action.digest?.slice(0, 12) ?? ''}" name="chosen" value="${id} ${action.digest ?? ''}" form="several" data-key="x" aria-label="Select ${LOOKS[post.look]} of ${post.account}" /></label>` : nothing}
      <h2><a href="${to}">${LOOKS[post.look]} · ${post.account}</a></h2>
      ${action.status === 'PENDING_APPROVAL' ? nothing : statusBadge(action.status)}
      ${action.needs_human ? badge('Needs your answer', 'bad') : nothing}
      <span class="push">${countdown(decideBy(action))}</span>
    </div>
    <div class="news" id="news-${id}" role="status">${notice ?? nothing}</div>
    <input type="hidden" name="shown" value="${id} ${action.version}" />
    <div class="deciding">
      <div>${drawPost(post)}</div>
      <div>${facts(action)}${findings(action)}${changes(action)}${digest(action)}${blocked(action)}</div>
    </div>
    <div class="row actions">${buttons(person, action, { allowed, narrowed, to, isNew: notice !== undefined })}</div>
  </li>`
}

/** Asked for when it is opened: a call of the API for each card would be too many. Nothing can have changed in a first version. */
function changes({ action_id: id, version }: WaitingAction): Markup {
  if (version < 2) return nothing
  const to = `/console/inbox/${id}/changes`
  return html`<details class="small" id="changes-${id}-${version}"><summary data-key="d">What changed since it was proposed</summary>
    <div hx-get="${to}" hx-trigger="toggle from:'closest details' once" hx-swap="innerHTML" hx-morph-skip-children=""><a href="${to}">See it</a></div></details>`
}

function blocked({ blocked: why }: WaitingAction): Markup {
  return why === undefined ? nothing : html`<p class="small soft">You can not approve it: ${why.detail}.</p>`
}

function buttons(
  person: Person,
  { action_id: id, digest: shown, version }: WaitingAction,
  { allowed, narrowed, to, isNew }: { allowed: ReadonlySet<string>; narrowed: Narrowed; to: string; isNew: boolean },
): Markup {
  const approve = approveControl(isNew)
  const back = queryString({ ...narrowed }).slice(1)
  const reject = `${to}/reject${queryString({ version, digest: shown, back })}`
  return html`${
    allowed.has('approve')
      ? html`<form method="post" action="${to}/approve" hx-post="${to}/approve" hx-target="#a-${id}" hx-swap="outerMorph">
        ${csrfField(person)}<input type="hidden" name="digest" value="${shown ?? ''}" /><input type="hidden" name="back" value="${back}" />
        <button class="primary" data-key="${approve.key}" data-approves>${approve.text} <kbd aria-hidden="true">${approve.key}</kbd></button></form>`
      : nothing
  }
    ${
      allowed.has('reject')
        ? html`<a class="button danger" data-key="r" href="${reject}" hx-get="${reject}" hx-target="#asked" hx-swap="innerHTML">Reject <kbd aria-hidden="true">r</kbd></a>`
        : nothing
    }
    ${allowed.has('resolve') ? html`<a class="button primary" data-key="t" href="${to}#resolve">Tell what became of it <kbd aria-hidden="true">t</kbd></a>` : nothing}
    ${allowed.has('edit') ? html`<a class="button" data-key="e" href="${to}/edit">Edit <kbd aria-hidden="true">e</kbd></a>` : nothing}
    <a class="button" data-key="o" href="${to}">Open <kbd aria-hidden="true">o</kbd></a>`
}
