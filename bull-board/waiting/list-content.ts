// What waits, one a row, the oldest first, with the form that narrows it.
import { html } from 'hono/html'
import { PLATFORMS } from '#domain/action/action-status.ts'
import type { Markup } from '../pages/page.ts'
import { hasWhy } from '../pages/subject-address.ts'
import { type Cell, table, time } from '../pages/table.ts'
import { IN_WORDS } from './in-words.ts'
import type { WaitingPage } from './look-at-waiting.ts'
import { QUEUES_AND_KINDS, takesKind, type WaitingQuery } from './waiting-query.ts'
import { WAIT_REASONS, type WaitingRow } from './waiting-row.ts'

export interface ListContent {
  query: WaitingQuery
  apiUrl: string
}

export function listContent({ rows, next, looked }: WaitingPage, { query, apiUrl }: ListContent): Markup {
  const { reason } = query
  return html`<p><a href="/board/waiting">All reasons</a></p>
    <h2>${reason === undefined ? 'Whatever waits' : IN_WORDS[reason]}</h2>
    ${form(query)}
    ${reason === undefined ? html`<p class="note">What a person has to resolve is listed <a href="/board/waiting?reason=NEEDS_HUMAN">apart</a>.</p>` : ''}
    ${rows.length === 0 ? html`<p>${nothing(next, looked)}</p>` : rowsTable(rows, apiUrl)}
    ${next === undefined ? '' : html`<p><a class="button" href="${addressOf({ ...query, after: next })}">${rows.length === 0 ? 'Look further' : 'Next'}</a></p>`}`
}

function nothing(next: string | undefined, looked: number): string {
  if (next === undefined) return 'Nothing waits here.'
  return `Nothing among the ${looked.toLocaleString('en')} open steps that were looked at.`
}

function rowsTable(rows: readonly WaitingRow[], apiUrl: string): Markup {
  const headings = ['Subject', 'State', 'Why', 'Since', 'Until', 'Step']
  return table('What waits, the oldest first', headings, rows.map(cellsOf(apiUrl)))
}

const cellsOf =
  (apiUrl: string) =>
  ({
    subject,
    state,
    reason,
    detail,
    since,
    until,
    attempt,
    tenant,
    kind,
    step,
    platform,
    account,
  }: WaitingRow): Cell[] => {
    const url = `${apiUrl}/api/v1/${subject.path}${hasWhy(subject) ? '/why' : ''}`
    return [
      html`${subject.kind} <a href="${url}"><code class="id">${subject.id}</code></a>
        <br />tenant <a href="/board/waiting?tenant=${tenant}"><code class="id">${tenant}</code></a>`,
      html`<code>${state}</code>${platform === undefined ? '' : html`<br />${platform}:${account}`}`,
      html`<code>${reason}</code><br />${detail}`,
      time(since),
      time(until),
      step === undefined ? '–' : html`<a href="/board/jobs/${step}">${kind}</a><br />attempt ${attempt}`,
    ]
  }

function form({ reason, tenant, kind, platform }: WaitingQuery): Markup {
  return html`<form class="filter" method="get" action="/board/waiting">
    ${choice('reason', 'Reason', WAIT_REASONS, reason)}
    ${takesKind(reason) ? choice('kind', 'Queue or step', QUEUES_AND_KINDS, kind) : ''}
    ${choice('platform', 'Platform', PLATFORMS, platform)}
    <label>Tenant <input name="tenant" value="${tenant ?? ''}" placeholder="all" size="36" spellcheck="false" autocomplete="off" /></label>
    <button class="button">Show</button>
  </form>`
}

function choice(name: string, label: string, options: readonly string[], chosen: string | undefined): Markup {
  return html`<label>${label}
    <select name="${name}">
      <option value="">all</option>
      ${options.map(option => html`<option ${option === chosen ? 'selected' : ''}>${option}</option>`)}
    </select></label>`
}

function addressOf(query: WaitingQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return `/board/waiting?${new URLSearchParams(given as [string, string][])}`
}
