// What a person may do with an action on its own page. Plain forms: what changes is the whole page.
import { html } from 'hono/html'
import { queryString } from '../../../http/query-string.ts'
import { csrfField } from '../../../parts/csrf-field.ts'
import { field } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import type { Person } from '../../../person.ts'
import { approveControl } from '../approve-control.ts'
import { allowedTo, type WaitingAction } from '../waiting.ts'

/** @param isNew it took the place of what was on the screen: another key than the one that was just pressed, as on the cards of the list */
export function decisionForms(person: Person, action: WaitingAction, isNew = false): Markup {
  const { action_id: id, digest, version, status } = action
  const allowed = allowedTo(person, action)
  const to = `/console/inbox/${id}`
  const seen = queryString({ version, digest, back: 'page' })
  const links = [
    allowed.has('reject')
      ? html`<a class="button danger" data-key="r" href="${to}/reject${seen}">Reject <kbd aria-hidden="true">r</kbd></a>`
      : nothing,
    allowed.has('edit')
      ? html`<a class="button" data-key="e" href="${to}/edit">Edit <kbd aria-hidden="true">e</kbd></a>`
      : nothing,
    allowed.has('cancel') ? html`<a class="button" href="${to}/cancel${seen}">Cancel it</a>` : nothing,
  ]
  if (!['approve', 'reject', 'edit', 'cancel'].some(what => allowed.has(what)) && status !== 'PENDING_APPROVAL')
    return nothing
  if (!allowed.has('approve'))
    return html`${status === 'PENDING_APPROVAL' ? html`<p class="soft spaced">${whyNot(person, action)}</p>` : nothing}<div class="row decide">${links}</div>`
  const approve = approveControl(isNew)
  return html`<form method="post" action="${to}/approve" class="fields decide">
    ${csrfField(person)}
    <input type="hidden" name="digest" value="${digest ?? ''}" /><input type="hidden" name="back" value="page" />
    ${field({ name: 'comment', label: 'Comment (not published)', max: 2000, rows: 2 })}
    <div class="row"><button class="primary" data-key="${approve.key}" data-approves>${approve.text} <kbd aria-hidden="true">${approve.key}</kbd></button>${links}</div>
  </form>`
}

function whyNot({ sub, scopes }: Person, { proposed_by: by, media_ready: ready, approvals }: WaitingAction): string {
  if (!scopes.has('actions:approve')) return 'You may look at it; to decide takes the scope actions:approve.'
  if (approvals.some(given => given.sub === sub)) return 'You approved it. It waits for somebody else, too.'
  if (!ready) return 'Its media are still being fetched; it can be approved once they are hashed.'
  return by.sub === sub
    ? 'You proposed it, so somebody else has to approve it.'
    : 'Whoever proposed or edited it may not approve it.'
}
