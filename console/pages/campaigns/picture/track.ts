// The eight states drawn as a track: where the campaign stands, how long each stage took, how often it was tried, what it brought.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { duration, time } from '../../../parts/time.ts'
import type { Run, StageRun, StageStanding } from './runs-of.ts'
import { counted, stageResult } from './stage-result.ts'
import { STATE_NAMES } from './state-names.ts'
import { type StateOfPicture, statePicture } from './state-picture.ts'

/** @param now where a running stage's time ends */
export function track(payload: CampaignPayload, run: Run | undefined, now = Date.now()): Markup {
  return html`<ol class="track" aria-label="The states of this campaign">
    ${statePicture(payload, run).map(state => stop(state, payload, now))}
  </ol>`
}

const WORDS: Readonly<Record<StageStanding, string>> = {
  ahead: 'to come',
  kept: 'kept from before',
  running: 'running',
  waiting: 'waiting',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  unreached: 'not reached',
}

const MARKS: Readonly<Record<StageStanding, string>> = {
  ahead: '',
  kept: '↷',
  running: '…',
  waiting: '◔',
  done: '✓',
  failed: '✕',
  cancelled: '–',
  unreached: '',
}

function stop({ state, standing, current, run }: StateOfPicture, payload: CampaignPayload, now: number): Markup {
  return html`<li id="state-${state}" class="${standing}"${current ? html` aria-current="step"` : ''}>
    <span class="mark" aria-hidden="true">${MARKS[standing]}</span>
    <div class="stop">
      <p class="name">${STATE_NAMES[state]}</p>
      <p class="small soft">${wordOf(state, standing)}</p>
      ${run === undefined ? nothing : facts(run, payload, now)}
    </div>
  </li>`
}

function wordOf(state: StateOfPicture['state'], standing: StageStanding): string {
  if (state === 'FAILED') return standing === 'failed' ? 'until somebody retries' : 'if a stage gives up'
  if (state === 'IDLE' && standing === 'waiting') return 'not started'
  return WORDS[standing]
}

function facts(run: StageRun, payload: CampaignPayload, now: number): Markup {
  const result = stageResult(run, payload)
  return html`${
    run.startedAt === undefined
      ? nothing
      : html`<p class="small">${stageTime(run, now)}${run.tries > 1 ? html` · <strong>${counted(run.tries, 'try', 'tries')}</strong>` : ''}</p>`
  }
  ${result === '' ? nothing : html`<p class="small brought">${result}</p>`}
  ${run.retries.length === 0 ? nothing : retries(run)}`
}

/** @returns how long it took, or has been at it */
export function stageTime({ startedAt, endedAt }: StageRun, now: number): string {
  if (startedAt === undefined) return '–'
  const ms = Math.max(0, (endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt))
  return endedAt === undefined ? `${duration(ms)} so far` : duration(ms)
}

function retries({ stage, retries: all }: StageRun): Markup {
  return html`<details id="retries-${stage}" class="small"><summary>Why again</summary>
    <ol class="plain">${all.map(({ at, reason, detail, inMs }) => html`<li>${time(at)} <code>${reason}</code> ${detail}; again after ${duration(inMs)}</li>`)}</ol>
  </details>`
}
