// What became of an action between the moment that a person was shown it and now.
import { html } from 'hono/html'
import type { ActionResource } from '#contracts/action.ts'
import type { ActionVersion } from '#contracts/action-version.ts'
import type { Api } from '../../../http/api.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { words } from '../../../parts/status-badge.ts'
import { differences } from './differences.ts'
import { showDifferences } from './show-differences.ts'

export interface Meanwhile {
  /** As it stands. */
  action: ActionResource
  notice: Markup
}

/**
 * @param shown the digest that was on the person's screen; none: it had none yet
 * @returns nothing when the action itself can not be looked at any more
 */
export async function changedMeanwhile(
  api: Api,
  id: string,
  shown: string | undefined,
): Promise<Meanwhile | undefined> {
  const [now, versions] = await Promise.all([
    api.look<ActionResource>(`/actions/${id}`),
    api.look<{ data: ActionVersion[] }>(`/actions/${id}/versions`),
  ])
  if (!now.ok) return undefined
  const action = now.body
  const before = versions.ok ? versions.body.data.find(version => version.digest === shown) : undefined
  return { action, notice: changedNotice(action, before, shown) }
}

function changedNotice(action: ActionResource, before: ActionVersion | undefined, shown: string | undefined): Markup {
  const other = action.digest !== shown
  const found = before === undefined || !other ? [] : differences(before, contentOf(action))
  return html`<div class="notice warn" role="alert">
    <p><strong>This changed while you looked, so nothing was done.</strong> ${stands(action)}</p>
    ${other && found.length === 0 ? html`<p>Its content is another than the one that you saw${before === undefined ? ', and what you saw was not kept' : ''}. Look at it anew.</p>` : nothing}
    ${showDifferences(found)}
  </div>`
}

function stands({ status, approvals, approvals_required: required, needs_human }: ActionResource): string {
  if (status === 'PENDING_APPROVAL')
    return approvals.length === 0 ? 'It still waits.' : `It has ${approvals.length} of ${required} approvals now.`
  const who = approvals.map(({ sub }) => sub).join(', ')
  const by = status === 'APPROVED_BY_HUMAN' && who !== '' ? ` (by ${who})` : ''
  return `It is no longer to be decided like this: ${words(status).toLowerCase()}${by}${needs_human ? ', and needs a person' : ''}.`
}

export const contentOf = ({ account, payload, media_sha256 }: ActionResource) => ({
  ...{ account, payload },
  media_sha256: media_sha256 ?? [],
})
