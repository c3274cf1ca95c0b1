// One webhook: how it stands, what can be done with it, and what was delivered.
import { html } from 'hono/html'
import type { WebhookResource } from '#contracts/webhook.ts'
import { field } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { time } from '../../../parts/time.ts'
import { may, type Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import { newKey } from './new-key.ts'
import { webhookState } from './webhook-state.ts'

/** @param deliveries as they are drawn */
export function webhookPage(person: Person, webhook: WebhookResource, deliveries: Markup): Markup {
  const { url, description, events, created_at, previous_secret_until: until } = webhook
  return html`<div class="card"><dl class="facts">
      <dt>Address</dt><dd><code>${url}</code></dd>
      ${description === null ? nothing : html`<dt>For</dt><dd>${description}</dd>`}
      <dt>State</dt><dd>${webhookState(webhook)}</dd>
      <dt>Told</dt><dd>${events.map(event => html`<code>${event}</code> `)}</dd>
      <dt>Made</dt><dd>${time(created_at)}</dd>
      ${until !== null && Date.parse(until) > Date.now() ? html`<dt>Former secret</dt><dd>signs beside the new one until ${time(until)}</dd>` : nothing}
    </dl>
    ${may(person, 'tenant:admin') ? commands(person, webhook) : nothing}</div>
    <section class="later" aria-labelledby="deliveries"><h2 id="deliveries">Deliveries</h2>${deliveries}</section>`
}

function commands(person: Person, { webhook_id: id, status }: WebhookResource): Markup {
  const isActive = status === 'ACTIVE'
  const form = (what: string, content: Markup, kind: 'row' | 'fields' = 'row') =>
    changeForm(person, `webhooks/${id}/${what}`, content, { kind })
  return html`<div class="row">
      ${isActive ? form('test', html`${newKey()}<button data-key="t">Send a test</button>`) : nothing}
      <a class="button" data-key="e" href="/console/settings/webhooks/${id}/edit">Change</a>
      ${form('turn', isActive ? html`<button name="status" value="DISABLED">Disable</button>` : html`<button class="primary" name="status" value="ACTIVE">Enable</button>`)}
    </div>
    <details><summary>Rotate the secret</summary>${form('rotate', rotate(), 'fields')}</details>
    <details><summary>Delete</summary>${form(
      'delete',
      html`<p>What waits for it is not sent any more, and its deliveries can't be looked at again.</p><div class="row"><button class="danger">Delete this webhook</button></div>`,
      'fields',
    )}</details>`
}

function rotate(): Markup {
  return html`${newKey()}<p>The new secret is in force at once. So that nothing is lost while you change it, the former one signs beside it for a while.</p>
    ${field({ name: 'overlap', label: 'Hours that both sign', value: '24', hint: '0 to 720; 0 when the former one is known to somebody' })}
    <div class="row"><button>Rotate</button></div>`
}
