// One delivery: what is sent, and each try.
import { html } from 'hono/html'
import type { DeliveryWithAttempts } from '#contracts/webhook.ts'
import type { Markup } from '../../../parts/markup.ts'
import { statusBadge } from '../../../parts/status-badge.ts'
import { table } from '../../../parts/table.ts'
import { duration, fromNow, time } from '../../../parts/time.ts'
import { may, type Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import { newKey } from './new-key.ts'
import { answered } from './webhook-words.ts'

export function deliveryPage(person: Person, delivery: DeliveryWithAttempts): Markup {
  const { webhook_id, delivery_id, event, status, next_at, created_at, ended_at, payload, attempts } = delivery
  const again = changeForm(
    person,
    `webhooks/${webhook_id}/deliveries/${delivery_id}/replay`,
    html`${newKey()}<button data-key="r">${status === 'PENDING' ? 'Send now' : 'Send again'}</button>`,
    { kind: 'row' },
  )
  return html`<div class="card"><dl class="facts">
      <dt>Change</dt><dd><code>${event}</code></dd>
      <dt>State</dt><dd>${statusBadge(status)}${next_at === null ? '' : html` next try ${fromNow(next_at)}`}</dd>
      <dt><code>webhook-id</code></dt><dd><code>${delivery_id}</code></dd>
      <dt>Made</dt><dd>${time(created_at)}</dd><dt>Ended</dt><dd>${time(ended_at)}</dd>
    </dl>${may(person, 'tenant:admin') ? again : ''}</div>
    <section class="later" aria-labelledby="tries"><h2 id="tries">Tries</h2>${tries(attempts)}</section>
    <section class="later" aria-labelledby="payload"><h2 id="payload">What is sent</h2><pre tabindex="0">${JSON.stringify(payload, null, 2)}</pre></section>`
}

function tries(attempts: DeliveryWithAttempts['attempts']): Markup {
  return table(
    'Tries, in order',
    [
      { title: 'Try', heads: true, cell: ({ n }) => n },
      { title: 'When', cell: ({ at }) => time(at) },
      { title: 'Answer', cell: one => answered(one.http_status, one.error) ?? 'taken' },
      { title: 'Took', cell: ({ duration_ms }) => duration(duration_ms) },
      {
        title: 'What it said',
        cell: ({ response }) =>
          response === null || response === ''
            ? '–'
            : html`<details><summary>Show</summary><pre>${response}</pre></details>`,
      },
    ],
    attempts,
    'None yet.',
  )
}
