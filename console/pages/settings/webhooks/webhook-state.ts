// Whether a webhook is told, and why not where it is not.
import { html } from 'hono/html'
import type { WebhookResource } from '#contracts/webhook.ts'
import type { Markup } from '../../../parts/markup.ts'
import { statusBadge } from '../../../parts/status-badge.ts'
import { fromNow, time } from '../../../parts/time.ts'
import { WHY_DISABLED } from './webhook-words.ts'

export function webhookState({ status, disabled_reason, disabled_at, failing_since }: WebhookResource): Markup {
  const why =
    disabled_reason === null ? '' : html`<p class="small">${WHY_DISABLED[disabled_reason]} ${time(disabled_at)}</p>`
  const failing =
    failing_since === null || status === 'DISABLED'
      ? ''
      : html`<p class="small">Every try has failed since ${time(failing_since)} (${fromNow(failing_since)})</p>`
  return html`${statusBadge(status)}${why}${failing}`
}
