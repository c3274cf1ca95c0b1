// Who proposed, who approved what by which digest, what was refused, and what the platform has.
import { html } from 'hono/html'
import type { ActionResource } from '#contracts/action.ts'
import type { DemoRecord, Refusal } from '../demo-record.ts'
import { badge, clock, type Html, hash, personName, section } from './markup.ts'

export function approvalSection({ actions, refusals, published }: DemoRecord): Html {
  const lead =
    'The digest covers the text, the image bytes, the account and the policies. Change a comma, and the approval is void.'
  return section('approval', 'Approval and publication', lead, [
    html`<div class="scroll"><table><thead><tr><th>Channel</th><th>Digest</th><th>Proposed</th><th>Approved</th><th>Sent</th><th>Post</th></tr></thead><tbody>${actions.map(
      action => row(action, published.filter(post => post.action_id === action.action_id).length),
    )}</tbody></table></div>`,
    html`<h3>Refused, as it must be</h3><ul class="refusals">${refusals.map(refusal)}</ul>`,
  ])
}

function row(action: ActionResource, posts: number): Html {
  const approvals = action.approvals.map(({ sub, at }) => html`<div>${personName(sub)}, ${clock(at)}</div>`)
  const attempt = action.attempts.at(-1)
  return html`<tr>
<td class="nowrap">${action.platform}:${action.account}</td>
<td>${hash(action.digest)}</td>
<td class="nowrap">${personName(action.proposed_by.sub)}, ${clock(action.created_at)}</td>
<td class="nowrap">${approvals}</td>
<td class="nowrap">${attempt === undefined ? '–' : html`${clock(attempt.started_at)}${attempt.http_status === undefined ? '' : `, HTTP ${attempt.http_status}`}`}</td>
<td class="words">${badge(action.status.toLowerCase(), action.status === 'COMPLETED' ? 'good' : 'warn')} <span class="muted nowrap">${posts} on the platform</span><span class="source wrap">${action.permalink ?? ''}</span></td>
</tr>`
}

function refusal({ who, attempt, status, code, detail }: Refusal): Html {
  return html`<li>${badge(`${status} ${code}`, 'bad')}<span><strong>${who} ${attempt}.</strong> <span class="muted">“${detail}”</span></span></li>`
}
