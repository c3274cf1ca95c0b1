// Whether an account takes posts now, and when it will again.
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'
import { badge } from '../../../parts/status-badge.ts'
import { fromNow, time } from '../../../parts/time.ts'
import type { Account } from './account.ts'

export function standing({ held_by: held, reopens_at: reopens, closed_reason: reason, closed_until }: Account): Markup {
  if (held !== null)
    return html`${badge('Held back', 'bad')}
      <p class="small">By the kill switch of ${HELD_BY[held.scope] ?? held.scope} since ${time(held.since)}: ${held.reason}</p>`
  const opens = reopens ?? closed_until
  if (opens !== null && Date.parse(opens) > Date.now())
    return html`${badge('Closed', 'warn')}
      <p class="small">Reopens ${fromNow(opens)} (${time(opens)})${reason === null ? '' : html`: ${reason}`}</p>`
  return badge('Open', 'good')
}

const HELD_BY: Readonly<Record<string, string>> = {
  global: 'everything',
  tenant: 'the tenant',
  platform: 'its platform',
  account: 'this account',
}
