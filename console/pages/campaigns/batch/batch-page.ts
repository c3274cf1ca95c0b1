// The steps of a batch: the file, what was understood of it, what became of it.
import { html } from 'hono/html'
import type { Brief, Channel } from '#contracts/brief.ts'
import type { Problem } from '#contracts/problem.ts'
import { csrfField } from '../../../parts/csrf-field.ts'
import { field } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { money } from '../../../parts/money.ts'
import { badge } from '../../../parts/status-badge.ts'
import { table } from '../../../parts/table.ts'
import type { Person } from '../../../person.ts'
import { counted } from '../picture/stage-result.ts'

/** `POST /campaigns/batch`; `planned` with `dry_run`. */
export interface BatchAnswer {
  results: Row[]
  accepted: number
  refused: number
}

interface Row {
  index: number
  /** Where it begins in the file, from 1. */
  line?: number
  status: number
  campaign_id?: string
  planned?: { brief: Brief; channels: Channel[]; max_retries: number }
  problem?: Problem
}

const PATH = '/console/campaigns/batch'

export function csvForm({ person, csv = '', said = nothing }: { person: Person; csv?: string; said?: Markup }): Markup {
  return html`<form id="batch" class="fields card" method="post" action="${PATH}/preview" enctype="multipart/form-data" hx-post="${PATH}/preview" hx-encoding="multipart/form-data" hx-target="this" hx-swap="outerMorph">
    ${csrfField(person)}${said}
    <p>A header row, then a campaign a row, at most 1000. First you see what was understood; nothing is created before you say so. <a href="${PATH}/sample.csv" download>A file to begin with</a></p>
    <details><summary>The columns</summary><dl class="facts columns-known">
      <dt><code>objective audience product locale</code></dt><dd>as in the form</dd>
      <dt><code>budget_amount</code></dt><dd>a decimal with a point, such as 1250.50; with it <code>currency</code>, such as EUR</dd>
      <dt><code>channels</code></dt><dd>PLATFORM:account, several separated by spaces</dd>
      <dt><code>constraints guardrails</code></dt><dd>several separated by |</dd>
      <dt><code>max_retries</code></dt><dd>a whole number</dd>
    </dl></details>
    <div class="field"><label for="batch-file">File</label><input id="batch-file" type="file" name="file" accept=".csv,text/csv" /></div>
    ${field({ name: 'csv', label: 'Or the text of it', value: csv, rows: 8 })}
    <p class="row"><button class="primary">See what it says</button><a class="button" href="/console/campaigns">Not now</a></p>
  </form>`
}

export function understood({
  person,
  csv,
  found,
  key,
}: {
  person: Person
  csv: string
  found: BatchAnswer
  key: string
}): Markup {
  const { accepted, refused, results } = found
  return html`<form id="batch" class="fields" method="post" action="${PATH}" hx-post="${PATH}" hx-target="this" hx-swap="outerMorph">
    ${csrfField(person)}<input type="hidden" name="key" value="${key}" /><textarea name="csv" hidden aria-hidden="true">${csv}</textarea>
    <h2 tabindex="-1">What was understood</h2>
    <p role="status">Nothing has been created. ${counted(accepted, 'row')} can be, ${refused === 0 ? 'and none is wrong' : `${refused} ${refused === 1 ? 'is' : 'are'} wrong and would be left out`}.</p>
    ${table('Rows of the file', [...rowColumns(), { title: 'Understood', cell: row => (row.problem ? wrong(row.problem) : plan(row)) }], worst(results), 'There are no rows.')}
    <p><label class="check"><input type="checkbox" name="start" value="1" /> Start each at once</label></p>
    <p class="row">
      ${accepted === 0 ? nothing : html`<button class="primary" name="do" value="create">Create ${counted(accepted, 'campaign')}</button>`}
      <button name="do" value="back">Change the text</button>
    </p>
  </form>`
}

export function batchResult({ results, accepted, refused }: BatchAnswer, started: boolean): Markup {
  return html`<div id="batch" class="stack">
    <h2>What became of it</h2>
    <p role="status">${counted(accepted, 'campaign')} created${started ? ' and started' : ''}, ${counted(refused, 'row')} refused.</p>
    ${table('Results of the rows', [...rowColumns(), { title: 'Result', cell: outcome }], worst(results), 'There were no rows.')}
    <p class="row"><a class="button primary" href="/console/campaigns">To the campaigns</a><a class="button" href="${PATH}">Another file</a></p>
  </div>`
}

const rowColumns = () => [
  { title: 'Line', heads: true, cell: ({ line, index }: Row) => line ?? index + 1 },
  {
    title: 'Row is',
    cell: ({ problem, campaign_id }: Row) =>
      problem ? badge('wrong', 'bad') : badge(campaign_id === undefined ? 'good' : 'created', 'good'),
  },
]

/** What is wrong is seen first. */
const worst = (rows: readonly Row[]) =>
  [...rows].sort((a, b) => Number(b.problem !== undefined) - Number(a.problem !== undefined) || a.index - b.index)

function outcome({ problem, campaign_id }: Row): Markup {
  return problem
    ? wrong(problem)
    : html`<a href="/console/campaigns/${campaign_id ?? ''}"><code>${campaign_id ?? ''}</code></a>`
}

function wrong({ detail, errors }: Problem): Markup {
  if (!errors?.length) return html`${detail}`
  return html`<ul class="plain">${errors.map(({ pointer, detail: says }) => html`<li><code>${pointer.slice(1) || 'row'}</code> ${says}</li>`)}</ul>`
}

function plan({ planned }: Row): Markup {
  if (planned === undefined) return nothing
  const { brief, channels } = planned
  return html`<p><strong>${brief.objective}</strong></p>
  <p class="small">${channels.map(({ platform, account }) => html`<code>${platform}:${account}</code> `)}${brief.budget === undefined ? nothing : html` · ${money(brief.budget.amount_minor, brief.budget.currency)}`}${brief.locale === undefined ? nothing : html` · ${brief.locale}`}${brief.audience === undefined ? nothing : html` · for ${brief.audience}`}${brief.product === undefined ? nothing : html` · ${brief.product}`} · ${counted(planned.max_retries, 'retry', 'retries')}</p>
  ${[...(brief.constraints ?? []), ...(brief.guardrails ?? [])].length === 0 ? nothing : html`<p class="small soft">${[...(brief.constraints ?? []), ...(brief.guardrails ?? [])].join(' · ')}</p>`}`
}
