// GET /board/jobs/{step}: from a job to its subject in the API. A program is sent there; a person, whose browser has no token
// of the API, sees what the ledger says of the step, with the link.
import type { Context } from 'hono'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import type { StepKind } from '#domain/step.ts'
import { JOBS } from '#queues/topology.ts'
import { problem } from '../http/problem.ts'
import { page } from './page.ts'

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
    const url = `${apiUrl}/api/v1/${addressOf(step)}`
    if (!(c.req.header('accept') ?? '').includes('text/html')) return c.redirect(url, 302)
    return c.html(stepPage(step, url))
  }
}

const NAMES = { campaign: 'Campaign', action: 'Action', account: 'Account', chunk: 'Chunk', setup: 'Session setup' }

/** @throws HTTPException 503: whatever went wrong, the step may well be there */
async function whileLedgerAnswers<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new HTTPException(503, { message: 'the ledger is away just now', cause })
  }
}

/** An account's address is its name, and a configuration's its version, which a step does not know; a chunk has its session's. */
function addressOf({ kind, subjectId, executionId }: BoardStep): string {
  if (JOBS[kind].subject === 'chunk') return `session/${executionId}`
  if (kind === 'check-account') return 'accounts'
  if (kind === 'check-config') return 'tenants/current/config'
  if (kind === 'check-skeleton') return `tenants/current/skeletons/${subjectId}`
  return `${JOBS[kind].subject}s/${subjectId}`
}

function stepPage(step: BoardStep, url: string) {
  const subject = JOBS[step.kind].subject
  const hasWhy = subject === 'campaign' || subject === 'action'
  const rows: [string, ReturnType<typeof html>][] = [
    [NAMES[subject], html`<code>${step.subjectId}</code>`],
    ['Tenant', html`<code>${step.tenantId}</code>`],
    ['Execution', html`<code>${step.executionId}</code>`],
    ['Attempt', html`${step.attempt} (run ${step.run})`],
    ['Due', html`<time>${step.dueAt.toISOString()}</time>`],
  ]
  return page(
    step.kind,
    html`<dl>
        ${rows.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}
      </dl>
      <p><a class="button" href="${url}">${subject} in the API</a> ${hasWhy ? html`&nbsp; <a href="${url}/why">why it is where it is</a>` : ''}</p>
      <p>The API asks for a bearer token: <code>curl -H "Authorization: Bearer …" ${url}</code></p>`,
  )
}
