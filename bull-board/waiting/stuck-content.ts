// What stands still although nothing holds it back: what somebody should be woken for.
import { html } from 'hono/html'
import type { StandsStill, StuckWhy } from '#domain/ports/operations-ledger.ts'
import type { Markup } from '../pages/page.ts'
import { table, time } from '../pages/table.ts'

const IN_WORDS: Record<StuckWhy, string> = {
  NO_STEP: 'its state asks for work, and none is there',
  OVERDUE: 'its work has been due for longer than it may take',
  TOO_LONG: 'it stands here for longer than that may last',
}

/** Nothing at all when nothing is stuck: then there is nothing to say. */
export function stuckContent(stuck: readonly StandsStill[], apiUrl: string): Markup | '' {
  if (stuck.length === 0) return ''
  return html`<h2>Stands still</h2>
    <p>Nothing holds these back, and yet they do not move. The runbook says what to do: MandateStuckSubjects.</p>
    ${table(
      'What stands still',
      ['Subject', 'Stage', 'Why', 'Since', 'Tenant'],
      stuck.map(({ subject, subjectId, ownerId, tenantId, stage, why, since }) => [
        html`${subject} ${linked(subject, subject === 'campaign' || subject === 'action' ? subjectId : ownerId, apiUrl)}`,
        html`<code>${stage}</code>`,
        IN_WORDS[why],
        time(since),
        html`<code>${tenantId}</code>`,
      ]),
    )}`
}

const PATHS: Partial<Record<StandsStill['subject'], string>> = {
  campaign: 'campaigns',
  action: 'actions',
  session: 'session',
  chunk: 'session',
  asset: 'session',
}

function linked(subject: StandsStill['subject'], id: string, apiUrl: string) {
  const path = PATHS[subject]
  return path === undefined
    ? html`<code>${id}</code>`
    : html`<a href="${apiUrl}/api/v1/${path}/${id}"><code>${id}</code></a>`
}
