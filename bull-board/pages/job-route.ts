// GET /board/jobs/{step}: from a job to its subject in the API. A program is sent there; a person, whose browser has no token
// of the API, sees what the ledger says of the step, with the link.
import type { Context } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import type { StepKind } from '#domain/step.ts'
import { JOBS } from '#queues/topology.ts'
import { problem } from '../http/problem.ts'
import { wantsPage } from '../http/wants-page.ts'
import { whileLedgerAnswers } from '../http/while-ledger-answers.ts'
import { page } from './page.ts'
import { hasWhy, type SubjectAddress, subjectAddress } from './subject-address.ts'

/** An open step, as the ledger has it. */
export interface BoardStep {
  kind: StepKind
  subjectId: string
  tenantId: string
  executionId: string
  run: number
  attempt: number
  dueAt: Date
}

export interface JobRouteParts {
  /** Undefined: closed, or never there. */
  findStep(stepId: string): Promise<BoardStep | undefined>
  apiUrl: string
}

export function jobRoute({ findStep, apiUrl }: JobRouteParts) {
  return async (c: Context): Promise<Response> => {
    const id = z.uuid().safeParse(c.req.param('step'))
    const step = id.success ? await whileLedgerAnswers(findStep(id.data)) : undefined
    if (step === undefined)
      return problem(
        c,
        404,
        'this step is closed: its outcome is in the audit trail of its subject, where the work went on',
      )
    if (!(step.kind in JOBS))
      return problem(c, 404, `a newer version of the board knows where a step of kind ${step.kind} belongs`)
    if (JOBS[step.kind].subject === 'watch')
      return problem(
        c,
        404,
        `a ${step.kind} step watches whether everything moves: it is of nobody, and the API has nothing of it`,
      )
    const address = subjectAddress(step)
    const url = `${apiUrl}/api/v1/${address.path}`
    if (!wantsPage(c)) return c.redirect(url, 302)
    return c.html(stepPage(step, address, url))
  }
}

const NAMES = {
  ...{ campaign: 'Campaign', action: 'Action', account: 'Account', chunk: 'Chunk', setup: 'Session setup' },
  ...{ session: 'Session', asset: 'Picture', webhook: 'Webhook', watch: 'Canary' },
}

type Row = [string, ReturnType<typeof html>]

function stepPage(step: BoardStep, address: SubjectAddress, url: string) {
  const subject = JOBS[step.kind].subject
  const ofSession = address.kind === 'session'
  const rows: Row[] = [
    [NAMES[subject], html`<code>${step.subjectId}</code>`],
    ['Tenant', html`<code>${step.tenantId}</code>`],
    ...(subject === 'session' ? [] : [executionRow(step, ofSession)]),
    ['Attempt', html`${step.attempt} (run ${step.run})`],
    ['Due', html`<time>${step.dueAt.toISOString()}</time>`],
  ]
  return page(
    step.kind,
    html`<dl>
        ${rows.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}
      </dl>
      <p><a class="button" href="${url}">${address.kind} in the API</a> ${hasWhy(address) ? html`&nbsp; <a href="${url}/why">why it is where it is</a>` : ''}</p>
      <p>The API asks for a bearer token: <code>curl -H "Authorization: Bearer …" ${url}</code></p>`,
  )
}

/** A session's steps have its id as their execution. */
function executionRow({ executionId }: BoardStep, ofSession: boolean): Row {
  return [ofSession ? 'Session' : 'Execution', html`<code>${executionId}</code>`]
}
