// The waiting view as a page: the reasons, what is closed, and the list for whoever chose something.
import { html } from 'hono/html'
import type { Markup } from '../pages/page.ts'
import { table, time } from '../pages/table.ts'
import { closedContent } from './closed-content.ts'
import { IN_WORDS } from './in-words.ts'
import { listContent } from './list-content.ts'
import type { WaitingOverview, WaitingPage } from './look-at-waiting.ts'
import type { OpenBreakers } from './open-breakers.ts'
import { stuckContent } from './stuck-content.ts'
import type { WaitingQuery } from './waiting-query.ts'

export interface WaitingContent {
  overview: WaitingOverview
  list: WaitingPage | undefined
  open: Awaited<ReturnType<OpenBreakers>>
  query: WaitingQuery
  apiUrl: string
}

export function waitingContent(parts: WaitingContent): Markup {
  const { overview, open } = parts
  if (parts.list !== undefined) return listContent(parts.list, parts)
  return html`<p class="lead">What stands in the ledger and waits: no queue holds it until its time comes. As of ${time(overview.at)} UTC.</p>
    ${stuckContent(overview.stuck, parts.apiUrl)}
    ${reasons(overview)}
    ${closedContent(overview.closures, open)}`
}

function reasons({ groups, share }: WaitingOverview): Markup {
  if (groups.length === 0) return html`<h2>Reasons</h2><p>Nothing waits.</p>`
  const sampled = html`<p class="note">There are too many open steps to look at each: where it says “about”, the number is estimated from
    ${percent(share)} of them, times are those of the steps that were looked at, and a reason with very few may be missing. The list of a reason looks at all.</p>`
  return html`<h2>Reasons</h2>
    ${share < 1 ? sampled : ''}
    ${table(
      'How many wait for which reason',
      ['Reason', 'How many', 'Oldest since', 'Next at'],
      groups.map(({ reason, count, exactness, oldest, next_until }) => [
        html`<a href="/board/waiting?reason=${reason}">${IN_WORDS[reason]}</a> <code>${reason}</code>`,
        html`${exactness === 'about' ? 'about ' : ''}${count.toLocaleString('en')}${exactness === 'more' ? '+' : ''}`,
        time(oldest),
        time(next_until),
      ]),
    )}`
}

const percent = (share: number) => `${Math.max(0.1, Math.round(share * 1000) / 10)} %`
