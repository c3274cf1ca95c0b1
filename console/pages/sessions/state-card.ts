// How a session stands, how far its finishing is, and what may be done with it now.
import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import type { SessionResource } from '#contracts/session.ts'
import { csrfField } from '../../parts/csrf-field.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { badge, statusBadge } from '../../parts/status-badge.ts'
import { fromNow } from '../../parts/time.ts'
import { may, type Person } from '../../person.ts'
import { FAILED, OPEN, STATUS_MEANS } from './words.ts'

/** Why it stands there, as the API says. */
export interface WhyShown {
  detail: string
  until?: string
}

export interface StateOf {
  session: SessionResource
  why: WhyShown | undefined
  person: Person
}

export function stateCard(state: StateOf): Markup {
  const { session, why } = state
  const { status, counts, pending, gaps } = session
  const pictures = pending - (counts.PROCESSING ?? 0)
  return html`<section class="card state${OPEN.includes(status) ? '' : ' closed'}${status === 'RECORDING' ? ' recording' : ''}" data-next="${(session.received.at(-1)?.[1] ?? 0) + 1}" aria-labelledby="state-title">
    <h2 class="sr" id="state-title">How it stands</h2>
    <div class="row" role="status">
      ${statusBadge(status)} <span>${STATUS_MEANS[status]}</span>
    </div>
    ${session.is_draining ? progressOf(session) : nothing}
    ${failureOf(session, why)}
    ${status === 'DRAINING' && gaps.length > 0 && why !== undefined ? html`<p class="soft">${why.detail}</p>` : ''}
    <p class="counts">${Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([type, count]) => badge(`${COUNTED[type] ?? type}: ${count}`, type === 'AUDIO_PENDING' ? 'warn' : 'plain'))}
      ${pictures > 0 ? badge(`Pictures being looked at: ${pictures}`, 'calm') : ''}
      ${gaps.length > 0 ? badge(`Missing pieces: ${missingOf(session)}`, 'bad') : ''}</p>
    ${buttons(state)}
  </section>`
}

const COUNTED: Readonly<Record<string, string>> = {
  TEXT: 'Text',
  TABLE: 'Tables',
  AUDIO_PENDING: 'To be listened to',
  SILENCE: 'Silence',
  PROCESSING: 'Being written down',
}

export function missingOf({ gaps }: Pick<SessionResource, 'gaps'>): number {
  return gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0)
}

const STEPS = [
  ['DRAINING', 'Write down the rest'],
  ['BUILDING', 'Make the document'],
  ['SEALING', 'Sign it, put it into custody'],
] as const

function progressOf({ status, pending, counts }: SessionResource): Markup {
  const at = STEPS.findIndex(([step]) => step === status)
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return html`<ol class="steps">${STEPS.map(
    ([step, text], index) =>
      html`<li${step === status ? html` aria-current="step"` : ''} class="${index < at ? 'past' : ''}">${text}${index < at ? html` <span class="sr">done</span>` : ''}</li>`,
  )}</ol>
  ${
    status === 'DRAINING'
      ? html`<p><label for="drained">Still being worked on: <strong>${pending}</strong></label>
    <progress id="drained" max="${Math.max(all, pending, 1)}" value="${Math.max(all - pending, 0)}"></progress></p>`
      : ''
  }`
}

function failureOf({ status, failure }: SessionResource, why: WhyShown | undefined): Markup {
  if (!FAILED.includes(status)) return nothing
  const next =
    failure?.retryable === false
      ? 'No retry mends it by itself: see to the cause, then try again.'
      : 'It is tried again by itself.'
  return html`<div class="notice bad">
    ${failure === undefined ? '' : html`<p>${failure.detail} <span class="soft">(<code>${failure.reason}</code>)</span></p>`}
    <p>${next}${why?.until === undefined ? '' : html` Next try <time datetime="${why.until}">${fromNow(why.until)}</time>.`}</p>
  </div>`
}

/** The seed wants Download and Close disabled from finalize until the document is sealed; what is disabled says why. */
function buttons({ session, person }: StateOf): Markup {
  const { session_id: id, status, is_draining, document_url, restricted_document_url } = session
  const base = `/console/sessions/${id}`
  const writes = may(person, 'sessions:write')
  const why = is_draining
    ? html`<p class="soft" id="not-yet">Download, Close and Finalize wait until the document is sealed.</p>`
    : document_url === undefined
      ? html`<p class="soft" id="not-yet">There is no document yet. ${NO_DOCUMENT[status] ?? ''}</p>`
      : nothing
  return html`<div class="row actions">
    ${writes ? finalizeButton(session, person) : ''}
    ${document_url === undefined || is_draining ? disabled('Download') : html`<a class="button primary" data-key="d" href="${base}/document">Download</a>`}
    ${restricted_document_url === undefined ? '' : html`<a class="button" href="${base}/document?full=1">Download the full version</a>`}
    ${is_draining ? disabled('Close') : html`<a class="button" data-key="x" href="/console/sessions">Close</a>`}
    ${writes && status === 'FINALIZED' ? html`<form method="post" action="${base}/clone">${csrfField(person)}<input type="hidden" name="key" value="${randomUUID()}" /><button>Correct in a new version</button></form>` : ''}
    ${writes && status === 'ABANDONED' ? post(person, `${base}/resurrect`, 'Go on with it') : ''}
  </div>${why}`
}

function finalizeButton({ session_id: id, status, is_draining }: SessionResource, person: Person): Markup {
  const address = `/console/sessions/${id}/finalize`
  if (is_draining) return disabled('Finalize')
  if (FAILED.includes(status)) return post(person, address, 'Try now', 'primary')
  if (status !== 'RECORDING') return nothing
  return html`<a class="button primary" href="${address}" hx-get="${address}" hx-target="#work-content" hx-swap="innerHTML" data-opens="work" data-key="f">Finalize</a>`
}

const NO_DOCUMENT: Partial<Record<SessionResource['status'], string>> = {
  RECORDING: 'It comes with Finalize.',
  BUILD_FAILED: 'It comes once this is mended.',
  GUARD_FAILED: 'It comes once this is mended.',
  CUSTODY_FAILED: 'It comes once this is mended.',
}

const disabled = (text: string) => html`<button type="button" disabled aria-describedby="not-yet">${text}</button>`

function post(person: Person, address: string, text: string, kind: 'primary' | '' = ''): Markup {
  return html`<form method="post" action="${address}">${csrfField(person)}<button class="${kind}">${text}</button></form>`
}
