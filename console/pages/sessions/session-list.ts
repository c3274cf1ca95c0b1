// The list of sessions, with what narrows it.
import { html } from 'hono/html'
import type { SessionResource } from '#contracts/session.ts'
import { SESSION_STATUSES } from '#domain/session/session-status.ts'
import type { PageOf } from '../../http/page-of.ts'
import { field } from '../../parts/field.ts'
import type { Markup } from '../../parts/markup.ts'
import { pager } from '../../parts/pager.ts'
import { badge, statusBadge, words } from '../../parts/status-badge.ts'
import { type Column, table } from '../../parts/table.ts'
import { time } from '../../parts/time.ts'
import { may, type Person } from '../../person.ts'
import { missingOf } from './state-card.ts'

export type SessionFilter = Partial<Record<'status' | 'since' | 'until', string>>

export function sessionList(person: Person, page: PageOf<SessionResource>, filter: SessionFilter): Markup {
  return html`<div class="row"><h1>Sessions</h1>
    ${may(person, 'sessions:write') ? html`<a class="button primary push" data-key="a" href="/console/sessions/new">New session</a>` : ''}</div>
  <form class="filters" method="get" action="/console/sessions">
    ${field({ name: 'status', label: 'Status', value: filter.status ?? '', options: [['', 'Any'], ...SESSION_STATUSES.map(status => [status, words(status)] as const)] })}
    ${field({ name: 'since', label: 'From day (UTC)', type: 'date', value: filter.since ?? '' })}
    ${field({ name: 'until', label: 'To day (UTC)', type: 'date', value: filter.until ?? '' })}
    <button>Show</button>
    ${Object.values(filter).some(Boolean) ? html`<a class="button" href="/console/sessions">All</a>` : ''}
  </form>
  ${table('Sessions, newest first', COLUMNS, page.data, Object.values(filter).some(Boolean) ? 'No session is like that.' : 'There is no session yet.')}
  ${pager('/console/sessions', filter, page.next_cursor)}`
}

const COLUMNS: readonly Column<SessionResource>[] = [
  {
    title: 'Session',
    heads: true,
    cell: ({ session_id, title, version }) =>
      html`<a href="/console/sessions/${session_id}" data-item>${title ?? 'Without title'}</a>${version > 1 ? html` <span class="soft small">version ${version}</span>` : ''}`,
  },
  { title: 'Status', cell: ({ status }) => statusBadge(status) },
  { title: 'Started', cell: ({ created_at }) => time(created_at) },
  { title: 'Zone', cell: ({ client_timezone }) => client_timezone },
  {
    title: 'Pieces',
    cell: session =>
      html`${receivedOf(session)}${missingOf(session) > 0 ? html` ${badge(`missing: ${missingOf(session)}`, 'bad')}` : ''}`,
  },
  { title: 'To be listened to', number: true, cell: ({ counts }) => counts.AUDIO_PENDING ?? 0 },
  { title: 'Document', cell: documentOf },
]

const receivedOf = ({ received }: SessionResource) => received.reduce((sum, [from, to]) => sum + to - from + 1, 0)

function documentOf({ session_id, status, is_draining, pending }: SessionResource): Markup | string {
  if (status === 'FINALIZED') return html`Sealed, <a href="/console/sessions/${session_id}/document">download</a>`
  if (is_draining) return status === 'DRAINING' ? `Being finished, ${pending} to go` : 'Being made'
  return status.endsWith('_FAILED') ? 'Not made yet: failed' : 'None yet'
}
