// Everything that happened to a campaign, newest first.
import { html } from 'hono/html'
import type { LogEntry } from '#contracts/audit-entry.ts'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { time } from '../../../parts/time.ts'
import { stateName } from '../picture/state-names.ts'
import { panel } from './panel.ts'

export function logPanel({ execution_log }: CampaignPayload): Markup {
  return panel('log', 'Log', html`<ol class="log" reversed>${execution_log.toReversed().map(told)}</ol>`)
}

function told(entry: LogEntry): Markup {
  const { seq, timestamp, actor_service, action, details } = entry
  return html`<li id="log-${seq}" value="${seq}">
    <span class="seq soft" aria-hidden="true">${seq}</span>
    <span class="at">${time(timestamp)}</span>
    <div>
      <p><strong>${sentence(entry)}</strong> <span class="soft">by ${actor_service}</span></p>
      ${
        Object.keys(details).length === 0
          ? html`<p class="small"><code>${action}</code></p>`
          : html`<details id="log-${seq}-details" class="small"><summary><code>${action}</code></summary><pre>${JSON.stringify(details, null, 2)}</pre></details>`
      }
    </div>
  </li>`
}

/** What the log says in words of its own is shown as it is, where we know none. */
function sentence({ action, details }: LogEntry): Markup | string {
  const stage = details.stage === undefined ? '' : stateName(details.stage)
  switch (action) {
    case 'campaign.created':
      return 'Created'
    case 'campaign.started':
      return 'Started'
    case 'stage.started':
      return `${stage} started`
    case 'stage.completed':
      return `${stage} done`
    case 'stage.waiting':
      return `${stage} waits for people and platforms`
    case 'stage.retrying':
      return `${stage} did not work; tried again`
    case 'action.proposed':
      return html`Proposed for <code>${String(details.channel ?? '')}</code>`
    case 'action.decided':
      return `An action was decided on${outcomeOf(details)}`
    case 'action.ended':
      return `An action ended${outcomeOf(details)}`
    case 'campaign.completed':
      return 'Completed'
    case 'campaign.failed':
      return `Failed in ${stage}`
    case 'campaign.cancelled':
      return html`Cancelled${details.reason === undefined ? nothing : html`: ${String(details.reason)}`}`
    case 'campaign.retried':
      return `Retried from ${stateName(details.from_stage)}`
    default:
      return action
  }
}

function outcomeOf({ outcome, by }: LogEntry['details']): string {
  if (typeof outcome !== 'string') return ''
  return `: ${outcome}${typeof by === 'string' && by !== 'orchestrator' ? `, ${by}` : ''}`
}
