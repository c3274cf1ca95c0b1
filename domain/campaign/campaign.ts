// A campaign as a union of shapes, keyed by status: data lives only in the status that has it.
import type { CampaignStage, CampaignState, FailureReason } from './campaign-state.ts'

export interface Failure {
  reason: FailureReason
  stage: CampaignStage
  detail: string
  /** Whether the same work may succeed later without a change of its input. */
  retryable: boolean
}

interface CampaignFacts {
  id: string
  tenantId: string
  /** Changes with each retry: results and idempotency keys of one run carry it. */
  executionId: string
  retryCount: number
  maxRetries: number
}

export type Draft = CampaignFacts & { status: 'draft'; state: 'IDLE' }
export type Running = CampaignFacts & { status: 'running'; state: CampaignStage }
/** PUBLISH has proposed its actions; people and platforms have the word, no worker is held. */
export type Waiting = CampaignFacts & { status: 'waiting'; state: 'PUBLISH' }
export type Completed = CampaignFacts & { status: 'completed'; state: 'LEARN' }
export type Failed = CampaignFacts & { status: 'failed'; state: 'FAILED'; failure: Failure }
/** The state stays where the cancel found it. */
export type Cancelled = CampaignFacts & { status: 'cancelled'; state: Exclude<CampaignState, 'FAILED'> }

export type Campaign = Draft | Running | Waiting | Completed | Failed | Cancelled

/** The stored statuses; clients see `waiting` as waiting_approval or running, by what its actions wait for. */
export const STORED_CAMPAIGN_STATUSES = ['draft', 'running', 'waiting', 'completed', 'failed', 'cancelled'] as const

/** Whether nothing but a retry moves the campaign any more. */
export function isSettled(campaign: Campaign): boolean {
  return campaign.status === 'completed' || campaign.status === 'failed' || campaign.status === 'cancelled'
}
