// What the actions of a waiting campaign make of it: their news into its trail, and, when all have ended, how it goes on. Pure.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { CampaignAction } from '#db/campaign/campaign-actions.ts'
import { isFinalActionStatus } from '#domain/action/action-status.ts'
import type { Campaign, Failure } from '#domain/campaign/campaign.ts'
import { decide } from '#domain/campaign/decide.ts'
import { evolve } from '#domain/campaign/evolve.ts'
import type { NewStep } from '#domain/step.ts'
import type { Plan } from './plan-stage-outcome.ts'

/** @param actions in one snapshot, not older than the campaign; undefined: nothing to do */
export function planPublishCheck(before: Campaign, actions: CampaignAction[]): Plan | undefined {
  if (before.status !== 'waiting') return undefined
  const changes = actions.flatMap(action => action.untold)
  const allEnded = actions.every(action => isFinalActionStatus(action.status))
  if (!allEnded && changes.length === 0) return undefined
  const events = allEnded
    ? decide(before, { type: 'settleActions', changes, verdict: verdictOf(before, actions) })
    : decide(before, { type: 'noteActions', changes })
  const campaign = events.reduce(evolve, before)
  return {
    campaign,
    events,
    drafts: [],
    steps: nextSteps(campaign),
  }
}

function nextSteps(campaign: Campaign): NewStep[] {
  if (campaign.status === 'running') return [{ id: uuid(), subjectId: campaign.id, kind: 'learn' }]
  return campaign.status === 'failed' ? [{ id: uuid(), subjectId: campaign.id, kind: 'release-spend' }] : []
}

/** Anything published counts, whenever it was proposed; of what was not, only this execution's word does. */
function verdictOf(before: Campaign, all: CampaignAction[]): Failure | 'published' {
  if (all.some(action => action.status === 'COMPLETED')) return 'published'
  const ofThis = all.filter(action => action.executionId === before.executionId)
  const actions = ofThis.length > 0 ? ofThis : all
  const rejected = actions.length > 0 && actions.every(action => action.status === 'REJECTED')
  return {
    reason: rejected ? 'PUBLICATION_REJECTED' : 'PUBLICATION_FAILED',
    stage: 'PUBLISH',
    detail: actions
      .map(action => `${action.channel} ${action.status}${action.error ? ` (${action.error.code})` : ''}`)
      .join('; ')
      .slice(0, 2000),
    retryable: true,
  }
}
