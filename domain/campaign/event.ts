// What can happen to a campaign; each event is one entry of its audit chain.
import type { JsonObject } from '../audit-entry.ts'
import type { Failure } from './campaign.ts'
import type { CampaignStage } from './campaign-state.ts'

export type CampaignEvent =
  | { type: 'campaign.started'; executionId: string }
  | { type: 'stage.started'; stage: CampaignStage }
  | { type: 'stage.completed'; stage: CampaignStage; note: Record<string, unknown> }
  | { type: 'stage.retrying'; stage: CampaignStage; attempt: number; reason: string; detail: string; retryInMs: number }
  | { type: 'stage.waiting'; stage: CampaignStage; note: Record<string, unknown> }
  | { type: 'action.proposed'; actionId: string; channel: string }
  | { type: 'action.decided' | 'action.ended'; actionId: string; details: Record<string, unknown> }
  | { type: 'campaign.completed' }
  | { type: 'campaign.failed'; failure: Failure; note: Record<string, unknown> }
  | { type: 'campaign.cancelled'; reason: string }
  | { type: 'campaign.retried'; executionId: string; fromStage: CampaignStage; retryCount: number }

/** The details of the audit entry of an event, in the contract's snake case. */
export function eventDetails(event: CampaignEvent): JsonObject {
  switch (event.type) {
    case 'campaign.started':
      return { execution_id: event.executionId }
    case 'stage.started':
      return { stage: event.stage }
    case 'stage.completed':
    case 'stage.waiting':
      return { stage: event.stage, ...(event.note as JsonObject) }
    case 'stage.retrying':
      return {
        stage: event.stage,
        attempt: event.attempt,
        reason: event.reason,
        detail: event.detail,
        retry_in_ms: event.retryInMs,
      }
    case 'action.proposed':
      return { action_id: event.actionId, channel: event.channel }
    case 'action.decided':
    case 'action.ended':
      return { action_id: event.actionId, ...(event.details as JsonObject) }
    case 'campaign.completed':
      return {}
    case 'campaign.failed':
      return { ...event.failure, ...(event.note as JsonObject) }
    case 'campaign.cancelled':
      return { reason: event.reason }
    case 'campaign.retried':
      return { execution_id: event.executionId, from_stage: event.fromStage, retry_count: event.retryCount }
    default:
      return event satisfies never
  }
}
