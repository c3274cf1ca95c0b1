// The secret of a webhook, the only time that it is seen, and how a receiver uses it.
import { html } from 'hono/html'
import type { WebhookWithSecret } from '#contracts/webhook.ts'
import type { Markup } from '../../../parts/markup.ts'
import { time } from '../../../parts/time.ts'

export function secretShown({ webhook_id, secret, previous_secret_until }: WebhookWithSecret): Markup {
  const on = html`<p><a class="button" href="/console/settings/webhooks/${webhook_id}">On to the webhook</a></p>`
  if (secret === null)
    return html`<div class="notice warn"><p>Done already. The secret was shown once and is not shown again: if nobody kept it, rotate it.</p></div>${on}`
  return html`<div class="card narrow stack">
    <p class="notice warn"><strong>Keep it now.</strong> It is shown this once and nowhere again.</p>
    <div class="field"><label for="secret">Secret</label>
      <div class="row secret"><input id="secret" readonly autocomplete="off" spellcheck="false" value="${secret}" /><button type="button" data-copies="secret">Copy</button></div></div>
    ${previous_secret_until === null ? '' : html`<p>Until ${time(previous_secret_until)} the former one signs beside it.</p>`}
    <h2>How a receiver verifies</h2>
    <p>With any library of Standard Webhooks, over the bytes as they came:</p>
    <pre><code>${SAMPLE}</code></pre>
    <ul><li>Answer 2xx as soon as you have kept it, and work on it later.</li>
      <li>The same <code>webhook-id</code> may come more than once, and changes in any order: <code>data.seq</code> orders those of one subject.</li></ul>
    ${on}</div>`
}

const SAMPLE = `import { Webhook } from 'standardwebhooks'

// Throws unless we have signed it, and lately.
const event = new Webhook(secret).verify(rawBody, headers)`
