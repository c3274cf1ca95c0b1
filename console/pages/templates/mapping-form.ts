// The form of the mapping: the document, templates, intents, styles and channels.
import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { PLATFORMS } from '#domain/action/action-status.ts'
import { csrfField } from '../../parts/csrf-field.ts'
import { field, wrongAt } from '../../parts/field.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { platformName } from '../../parts/platforms.ts'
import { badge, words } from '../../parts/status-badge.ts'
import { time } from '../../parts/time.ts'
import { may, type Person } from '../../person.ts'
import type { Ground } from './load-ground.ts'
import { type RowsAsked, styleRows, tableRows, zoneRows } from './mapping-rows.ts'
import { takeSuggestions } from './take-suggestions.ts'

/** While something is under way the page asks again by itself. */
const LOOK_EVERY = '2s'

export function mappingForm(person: Person, asked: RowsAsked): Markup {
  const { draft, ground, ends, problem } = asked
  const changes = may(person, 'tenant:admin')
  const left = ends.unmapped.length
  return html`<form id="mapping-form" class="stack" method="post" action="/console/templates" hx-post="/console/templates" hx-target="#mapping" hx-swap="outerMorph" hx-sync="this:replace" data-guard>
    ${csrfField(person)}
    <input type="hidden" name="base" value="${draft.base}" />
    <input type="hidden" name="newest" value="${ground.newest}" />
    <input type="hidden" name="key" value="${randomUUID()}" />
    <button class="sr" name="do" value="look" tabindex="-1" aria-hidden="true">Check</button>
    <div hidden hx-post="/console/templates?do=look" hx-trigger="change from:#mapping-form delay:250ms${isMoving(ground) ? `, every ${LOOK_EVERY}` : ''}" hx-target="#mapping" hx-swap="outerMorph" hx-sync="#mapping-form:drop" id="look-again"></div>
    <section class="card fields" aria-labelledby="document-title">
      <h2 id="document-title">Document</h2>
      ${field({
        ...{
          name: 'default_skeleton_id',
          label: 'Default skeleton',
          value: draft.skeletonId,
          options: skeletonOptions(asked),
        },
        wrong: wrongAt(problem, '/default_skeleton_id') ?? refusedSkeleton(asked),
      })}
      ${field({
        ...{ name: 'adapter_id', label: 'Adapter', value: draft.adapterId, max: 200 },
        ...{ hint: 'Which one CORE transcribes with', wrong: wrongAt(problem, '/adapter_id') },
      })}
    </section>
    <section class="card" aria-labelledby="zones">
      <h2 id="zones">Templates ${left === 0 ? nothing : badge(`${left} unmapped`, 'warn')}</h2>
      ${discovery(asked, changes)}
      ${zoneRows(asked)}
    </section>
    <section class="card" aria-labelledby="tables">
      <h2 id="tables">Intents and tables</h2>
      <p class="soft small">Rows that core reads out of speech go into a table of the document. INGEST knows no intents: type those that your adapter names.</p>
      ${tableRows(asked)}
    </section>
    <section class="card" aria-labelledby="styles">
      <h2 id="styles">Styles</h2>
      ${styleRows(asked)}
    </section>
    ${channels(asked)}
    <div class="save-bar">
      ${changes ? html`<button class="primary" name="do" value="save" data-key="s">Save as version ${ground.newest + 1}</button>` : html`<span class="soft">You may look at the mapping; changing it takes scope <code>tenant:admin</code>.</span>`}
      <button name="do" value="look">Check without saving</button>
      <a class="button" href="/console/templates">Start again</a>
    </div>
  </form>`
}

/** A worker is at it: the newest version, the skeleton, or INGEST. */
export const isMoving = ({ pending, skeleton, structure, discovery }: Ground) =>
  pending?.status === 'CHECKING' ||
  skeleton?.status === 'CHECKING' ||
  structure?.status === 'READING' ||
  discovery?.status === 'ASKED'

function discovery({ draft, ground }: RowsAsked, changes: boolean): Markup {
  const { discovery, skeleton, templates } = ground
  const suggests = takeSuggestions(draft, ground).zones.some((row, index) => row.to !== draft.zones[index]?.to)
  const none = discovery?.status === 'DONE' && templates.every(one => !one.discovered)
  const ask =
    changes && skeleton?.status === 'ACTIVE' && discovery?.status !== 'ASKED'
      ? html`<button name="do" value="discover">Ask INGEST ${discovery?.status === 'NONE' ? '' : 'again'}</button>`
      : nothing
  return html`<div class="row small discovery">${discovered(discovery)}${none ? html`<span>It found no template in this skeleton.</span>` : nothing}<span class="push"></span>
    ${suggests ? html`<button name="do" value="suggest">Take all suggestions</button>` : nothing}${ask}</div>`
}

function discovered(discovery: Ground['discovery']): Markup {
  if (discovery === undefined || discovery.status === 'NONE')
    return html`<span>INGEST was never asked which templates this skeleton has.</span>`
  if (discovery.status === 'ASKED') return html`<span role="status">${badge('INGEST is being asked', 'warn')}</span>`
  const last = discovery.templates_at === null ? nothing : html` What is shown is of ${time(discovery.templates_at)}.`
  if (discovery.status === 'FAILED')
    return html`<span>${badge('INGEST did not answer', 'bad')} ${discovery.error ?? ''}${last}</span>`
  return html`<span class="soft">As INGEST said ${time(discovery.at)}</span>`
}

function skeletonOptions({ draft, ground: { skeletons } }: RowsAsked): [string, string][] {
  const known: [string, string][] = skeletons.map(one => [
    one.skeleton_id,
    `${one.name} · ${one.created_at.slice(0, 10)}${one.status === 'ACTIVE' ? '' : ` · ${words(one.status)}`}`,
  ])
  const lost = draft.skeletonId !== '' && skeletons.every(one => one.skeleton_id !== draft.skeletonId)
  return [
    ['', 'None'],
    ...(lost ? [[draft.skeletonId, `${draft.skeletonId} (there is none of this id)`] as [string, string]] : []),
    ...known,
  ]
}

function refusedSkeleton({ draft, ground: { pending } }: RowsAsked): string | undefined {
  if (pending?.status !== 'REFUSED' || (pending.default_skeleton_id ?? '') !== draft.skeletonId) return undefined
  return pending.errors.find(({ pointer }) => pointer === '/default_skeleton_id')?.detail
}

function channels({ draft, ground, problem }: RowsAsked): Markup {
  const wrong = wrongAt(problem, '/default_channels')
  const rows = [...draft.channels, { platform: PLATFORMS[0], account: '' }]
  return html`<section class="card" aria-labelledby="channels">
      <h2 id="channels">Default channels</h2>
      <p class="soft small">Of campaigns that name none. Clear the account to take one away.</p>
      <ul class="rows" id="field-default_channels">${rows.map(
        ({ platform, account }, index) => html`<li class="channel-row">
        <select name="channel.platform" aria-label="Platform of channel ${index + 1}">${PLATFORMS.map(one => html`<option value="${one}"${one === platform ? html` selected` : ''}>${platformName(one)}</option>`)}</select>
        <input name="channel.account" value="${account}" list="accounts" aria-label="Account of channel ${index + 1}" placeholder="Account" maxlength="200" autocomplete="off" />
      </li>`,
      )}</ul>
      <datalist id="accounts">${[...new Set(ground.accounts.map(one => one.account))].map(account => html`<option value="${account}"></option>`)}</datalist>
      ${wrong === undefined ? '' : html`<p class="wrong">${wrong}</p>`}
    </section>`
}
