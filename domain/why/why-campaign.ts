// Why a campaign stands where it stands.
import type { CampaignWaits } from '../ports/campaign-ledger.ts'
import { type Why, why } from './why.ts'
import { whyPutOff } from './why-step.ts'

export function whyCampaign({ view, steps, actions }: CampaignWaits, now: Date): Why {
  const { campaign, updatedAt } = view
  switch (campaign.status) {
    case 'draft':
      return why('AWAITING_COMMAND', 'it has not been started', updatedAt)
    case 'completed':
      return why('FINAL', 'completed', updatedAt)
    case 'cancelled':
      return why('FINAL', 'cancelled', updatedAt)
    case 'failed':
      return why('FINAL', `failed in ${campaign.failure.stage}: ${campaign.failure.reason}`, updatedAt)
    case 'waiting':
      return whyWaiting(actions, updatedAt)
    case 'running':
      return whyRunning(campaign.state, steps[0], updatedAt, now)
    default:
      return campaign satisfies never
  }
}

/** The first that a person can do something about, then what takes longest. */
function whyWaiting(actions: CampaignWaits['actions'], updatedAt: Date): Why {
  const named = (test: (action: CampaignWaits['actions'][number]) => boolean) => {
    const found = actions.filter(test)
    return {
      first: found[0],
      detail: `${found.length} of ${actions.length} open actions: ${found.map(action => action.actionId).join(', ')}`,
    }
  }
  const human = named(action => action.needsHuman)
  if (human.first) return why('NEEDS_HUMAN', human.detail, human.first.since)
  const pending = named(action => action.status === 'PENDING_APPROVAL')
  if (pending.first) return why('AWAITING_APPROVAL', pending.detail, pending.first.since, pending.first.expiresAt)
  const unknown = named(action => action.status === 'OUTCOME_UNKNOWN')
  if (unknown.first) return why('RECONCILING', unknown.detail, unknown.first.since)
  const approved = named(action => action.status === 'APPROVED_BY_HUMAN')
  if (approved.first) return why('AWAITING_COMMAND', approved.detail, approved.first.since, approved.first.expiresAt)
  const closed = named(action => action.status === 'RATE_LIMITED')
  if (closed.first) return why('ACCOUNT_CLOSED', closed.detail, closed.first.since, closed.first.retryAt)
  const scheduled = named(action => action.status === 'SCHEDULED')
  if (scheduled.first) return why('SCHEDULED', scheduled.detail, scheduled.first.since)
  const queued = named(action => action.status === 'QUEUED')
  if (queued.first) return why('QUEUED', queued.detail, queued.first.since)
  return why(
    'RUNNING',
    actions.length === 0 ? 'its actions have ended; what follows is on its way' : 'actions are being executed',
    updatedAt,
  )
}

function whyRunning(stage: string, step: CampaignWaits['steps'][number] | undefined, updatedAt: Date, now: Date): Why {
  if (step === undefined || step.dueAt <= now) return why('RUNNING', stage, updatedAt)
  return whyPutOff(stage, step, updatedAt)
}
