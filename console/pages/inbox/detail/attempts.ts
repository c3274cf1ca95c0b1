// What the platform was asked, what it answered, and what was looked for afterwards.
import { html } from 'hono/html'
import type { ActionResource } from '#contracts/action.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { badge, type Tone, words } from '../../../parts/status-badge.ts'
import { time } from '../../../parts/time.ts'

type Attempt = ActionResource['attempts'][number]

export function attempts({ attempts: made }: ActionResource): Markup {
  if (made.length === 0) return nothing
  return html`<section class="card"><h2>What the platform was asked and answered</h2>
    ${made.toReversed().map(attempt)}
  </section>`
}

function attempt({
  n,
  started_at: from,
  ended_at: to,
  outcome,
  asked,
  answered,
  probes = [],
  error,
  http_status: status,
}: Attempt): Markup {
  return html`<article class="attempt">
    <h3>Attempt ${n} ${badge(outcome === undefined ? 'Under way' : (OUTCOMES[outcome] ?? words(outcome)), outcome === undefined ? 'calm' : (TONES[outcome] ?? 'plain'))}</h3>
    <dl class="facts small">
      <dt>When</dt><dd>${time(from)}${to === undefined ? nothing : html` to ${time(to)}`}</dd>
      ${
        asked === undefined
          ? nothing
          : html`<dt>Asked</dt><dd><code>${asked.request}</code> for ${asked.account}${asked.digest === undefined ? nothing : html`, digest <code>${asked.digest.slice(0, 12)}</code>`}
        ${asked.text === undefined ? nothing : html`<p class="said">${asked.text}</p>`}
        ${Object.entries(asked.handles).map(([name, id]) => html`<br />${name} <code>${id}</code>`)}</dd>`
      }
      <dt>Answered</dt><dd>${answer(answered, status)}${error === undefined ? nothing : html`<br /><code>${error.code}</code> ${error.message}`}</dd>
      ${probes.length === 0 ? nothing : html`<dt>Looked for</dt><dd><ul class="plain">${runsOf(probes).map(probed)}</ul></dd>`}
    </dl>
  </article>`
}

function answer(answered: Attempt['answered'], status: number | undefined): Markup {
  if (answered === null) return html`<strong>Nothing came back.</strong>`
  if (answered === undefined)
    return status === undefined ? html`<span class="soft">not known</span>` : html`HTTP ${status}`
  const { http_status: code, platform_code: own, message, platform_ref_id: id, named_id: named } = answered
  return html`HTTP ${code}${own === undefined ? nothing : html`, <code>${own}</code>`}${message === undefined ? nothing : html` ${message}`}
    ${id === undefined ? nothing : html`<br />published as <code>${id}</code>`}
    ${named === undefined ? nothing : html`<br />it named <code>${named}</code>, without saying that it is this post`}`
}

type Probe = NonNullable<Attempt['probes']>[number]

/** Whoever was asked fifteen times and said the same has said one thing. */
function runsOf(probes: readonly Probe[]): Probe[][] {
  const runs: Probe[][] = []
  for (const probe of probes) {
    const run = runs.at(-1)
    const isSame = run?.[0]?.found === probe.found && run[0].detail === probe.detail
    if (isSame && probe.platform_ref_id === undefined) run.push(probe)
    else runs.push([probe])
  }
  return runs
}

/** Newest first, as they came. */
function probed(run: readonly Probe[]): Markup {
  const [newest, oldest] = [run[0], run.at(-1)]
  if (newest === undefined || oldest === undefined) return nothing
  const { at, found, detail, platform_ref_id: id } = newest
  const when = run.length === 1 ? time(at) : html`${run.length} times, ${time(oldest.at)} to ${time(at)}:`
  return html`<li>${when} ${FOUND[found]}${id === undefined ? nothing : html` as <code>${id}</code>`}${detail === undefined ? nothing : html` <span class="soft">${detail}</span>`}</li>`
}

const FOUND = { found: 'found it', not_found: 'did not find it', indeterminate: 'could not tell' } as const

/** What is not found may be there all the same: only a person or a proof says more. */
const OUTCOMES: Readonly<Record<string, string>> = { ABSENT: 'Not found', UNKNOWN: 'Outcome unknown' }

const TONES: Readonly<Record<string, Tone>> = {
  ACCEPTED: 'good',
  UNKNOWN: 'bad',
  REFUSED_BY_PLATFORM: 'bad',
  RATE_LIMITED: 'warn',
}
