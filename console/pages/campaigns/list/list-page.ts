// The list of campaigns: filters above, the newest first.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import { PLATFORMS } from '#domain/action/action-status.ts'
import { CAMPAIGN_STATES, CAMPAIGN_STATUSES } from '#domain/campaign/campaign-state.ts'
import type { Refused } from '../../../http/api.ts'
import { queryString } from '../../../http/query-string.ts'
import { type Field, field } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { pager } from '../../../parts/pager.ts'
import { platformName } from '../../../parts/platforms.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import { badge, statusBadge, words } from '../../../parts/status-badge.ts'
import { table } from '../../../parts/table.ts'
import { time } from '../../../parts/time.ts'
import { may, type Person } from '../../../person.ts'
import { STATE_NAMES } from '../picture/state-names.ts'
import type { Filters } from './campaign-filters.ts'

/** A line of `GET /campaigns`. */
export type Line = Omit<
  CampaignPayload,
  'strategy_brief' | 'content' | 'quality_report' | 'publications' | 'learnings' | 'execution_log'
>

export interface Listed {
  data: Line[]
  next_cursor: string | null
}

const PATH = '/console/campaigns'

export function listPage(person: Person, filters: Filters, list: Markup): Markup {
  return html`<div class="row head">
    <h1>Campaigns</h1>
    ${may(person, 'campaigns:write') ? html`<div class="row"><a class="button primary" href="${PATH}/new" data-key="n">New campaign <kbd>n</kbd></a><a class="button" href="${PATH}/batch" data-key="b">Batch <kbd>b</kbd></a></div>` : nothing}
  </div>
  <form class="filters" method="get" action="${PATH}" role="search" aria-label="Narrow the list">
    ${fields(filters).map(field)}
    <div class="row"><button>Show</button><a class="button" href="${PATH}">Show all</a></div>
  </form>
  ${list}`
}

const fields = (filters: Filters): Field[] => [
  { name: 'status', label: 'Status', value: filters.status, options: choices(CAMPAIGN_STATUSES, words) },
  {
    name: 'state',
    label: 'State',
    value: filters.state,
    options: choices(CAMPAIGN_STATES, state => STATE_NAMES[state]),
  },
  { name: 'platform', label: 'Platform', value: filters.platform, options: choices(PLATFORMS, platformName) },
  {
    name: 'needs_human',
    label: 'Needs people',
    value: filters.needs_human,
    options: [
      ['', 'All'],
      ['true', 'Yes'],
      ['false', 'No'],
    ],
  },
  { name: 'since', label: 'Created since', value: filters.since, type: 'date' },
  { name: 'until', label: 'Created until', value: filters.until, type: 'date' },
  { name: 'campaign_id', label: 'Id of a campaign', value: filters.campaign_id, type: 'search' },
]

function choices<T extends string>(all: readonly T[], name: (one: T) => string): (readonly [string, string])[] {
  return [['', 'All'], ...all.map(one => [one, name(one)] as const)]
}

export interface ListParts {
  listed: Listed
  /** Campaigns one of whose actions only a person can tell the end of. */
  needy: ReadonlySet<string>
  filters: Filters
  /** On a later page; the first keeps itself up to date. */
  cursor: string | undefined
}

/** The part of the page that is drawn anew. */
export function campaignList({ listed, needy, filters, cursor }: ListParts): Markup {
  const narrowed = { ...filters }
  const here = PATH + queryString({ ...narrowed, cursor })
  const every = cursor === undefined ? html` hx-get="${here}" hx-trigger="every 5s" hx-swap="outerMorph"` : nothing
  return html`<div id="campaign-list"${every}>
    ${table('Campaigns, newest first', columns(needy), listed.data, EMPTY)}
    <div class="row under">
      ${pager(PATH, narrowed, listed.next_cursor)}
      ${cursor === undefined ? nothing : html`<p><a class="button" href="${PATH}${queryString(narrowed)}">First page</a></p>`}
      <p class="push"><a href="${PATH}/export.csv${queryString(narrowed)}" download="campaigns.csv">Save as CSV</a></p>
    </div>
  </div>`
}

export function refusedList(refused: Refused): Markup {
  return html`<div id="campaign-list">${refusalNotice(refused)}</div>`
}

const EMPTY = html`<p>No campaigns here.</p>`

const columns = (needy: ReadonlySet<string>) => [
  {
    title: 'Objective',
    heads: true,
    cell: ({ campaign_id, brief }: Line) =>
      html`<a class="objective" href="${PATH}/${campaign_id}" data-item>${brief.objective}</a>`,
  },
  {
    title: 'Status',
    cell: ({ status, failure, campaign_id }: Line) =>
      html`${statusBadge(status)} ${needy.has(campaign_id) ? badge('Needs people', 'bad') : nothing}${failure === null ? nothing : html`<span class="small soft"> ${words(failure.reason)}</span>`}`,
  },
  { title: 'State', cell: ({ state }: Line) => STATE_NAMES[state] },
  {
    title: 'Channels',
    cell: ({ channels }: Line) =>
      html`${channels.map(({ platform, account }) => html`<code>${platform}:${account}</code> `)}`,
  },
  { title: 'Created', cell: ({ created_at }: Line) => time(created_at) },
  { title: 'Changed', cell: ({ updated_at }: Line) => time(updated_at) },
  { title: 'Retries', number: true, cell: ({ retry_count, max_retries }: Line) => `${retry_count} of ${max_retries}` },
]
