// How a campaign changes: (state, event) → state, pure and total.
import type { Campaign } from './campaign.ts'
import type { CampaignEvent } from './event.ts'

/** The campaign after an event that `decide` gave for it. */
export function evolve(campaign: Campaign, event: CampaignEvent): Campaign {
  const facts = {
    id: campaign.id,
    tenantId: campaign.tenantId,
    executionId: campaign.executionId,
    retryCount: campaign.retryCount,
    maxRetries: campaign.maxRetries,
  }
  switch (event.type) {
    case 'campaign.started':
      return { ...facts, executionId: event.executionId, status: 'running', state: 'RADAR_SCAN' }
    case 'stage.started':
      return { ...facts, status: 'running', state: event.stage }
    case 'stage.waiting':
      return { ...facts, status: 'waiting', state: 'PUBLISH' }
    case 'campaign.completed':
      return { ...facts, status: 'completed', state: 'LEARN' }
    case 'campaign.failed':
      return { ...facts, status: 'failed', state: 'FAILED', failure: event.failure }
    case 'campaign.cancelled':
      return campaign.status === 'failed' ? campaign : { ...facts, status: 'cancelled', state: campaign.state }
    case 'campaign.retried':
      return {
        ...facts,
        executionId: event.executionId,
        retryCount: event.retryCount,
        status: 'running',
        state: event.fromStage,
      }
    case 'stage.completed':
    case 'stage.retrying':
    case 'action.proposed':
    case 'action.decided':
    case 'action.ended':
      return campaign
    default:
      return event satisfies never
  }
}
