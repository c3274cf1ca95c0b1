// The webhooks of the tenant: where to, what of, and whether they are told.
import { html } from 'hono/html'
import type { WebhookResource } from '#contracts/webhook.ts'
import type { Markup } from '../../../parts/markup.ts'
import { table } from '../../../parts/table.ts'
import { time } from '../../../parts/time.ts'
import { webhookState } from './webhook-state.ts'

export function webhookList(webhooks: readonly WebhookResource[]): Markup {
  return table<WebhookResource>(
    'Webhooks',
    [
      { title: 'Address', heads: true, cell: address },
      { title: 'State', cell: webhookState },
      { title: 'Tells', cell: ({ events }) => html`${events.map(event => html`<code>${event}</code> `)}` },
      { title: 'Since', cell: ({ created_at }) => time(created_at) },
    ],
    webhooks,
    html`<p>No webhook. Add one, and changes of campaigns, actions and sessions are told to your own machine: nobody has to poll.</p>`,
  )
}

function address({ webhook_id, url, description }: WebhookResource): Markup {
  return html`<a href="/console/settings/webhooks/${webhook_id}"><code>${url}</code></a>
    ${description === null ? '' : html`<p class="small soft">${description}</p>`}`
}
