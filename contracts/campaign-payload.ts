// CampaignPayload, the master contract of seeds 003 and 004, with its helpers.
import { z } from 'zod'
import {
  CAMPAIGN_STAGES,
  CAMPAIGN_STATES,
  CAMPAIGN_STATUSES,
  FAILURE_REASONS,
} from '../domain/campaign/campaign-state.ts'
import { LogEntry } from './audit-entry.ts'
import { Brief, Channel } from './brief.ts'
import { ContentPiece } from './content-piece.ts'
import { Learning, Publication } from './learning.ts'
import { JsonObject, Timestamp, Uuid, VendorText } from './primitives.ts'
import { QualityReport } from './quality-report.ts'
import { StrategyBrief } from './strategy-brief.ts'

export const CampaignFailure = z.object({
  reason: z.enum(FAILURE_REASONS),
  stage: z.enum(CAMPAIGN_STAGES),
  detail: VendorText,
  retryable: z.boolean(),
})
export type CampaignFailure = z.infer<typeof CampaignFailure>

export const CampaignPayload = z.object({
  campaign_id: Uuid,
  tenant_id: Uuid,
  execution_id: Uuid,
  state: z.enum(CAMPAIGN_STATES),
  status: z.enum(CAMPAIGN_STATUSES),
  retry_count: z.int().min(0),
  max_retries: z.int().min(0),
  brief: Brief,
  channels: z.array(Channel),
  strategy_brief: StrategyBrief.nullable(),
  content: z.array(ContentPiece),
  quality_report: QualityReport.nullable(),
  publications: z.array(Publication),
  learnings: z.array(Learning),
  failure: CampaignFailure.nullable(),
  execution_log: z.array(LogEntry),
  metadata: JsonObject,
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type CampaignPayload = z.infer<typeof CampaignPayload>

/** `GET /campaigns/{id}`: the payload, and what the caller may ask of it now. */
export const CampaignResource = CampaignPayload.extend({ allowed: z.array(z.string()).optional() })

/** `POST /campaigns` */
export const CampaignRequest = z.strictObject({
  tenant_id: Uuid,
  brief: Brief.optional(),
  channels: z.array(Channel).min(1).max(20).optional(),
  max_retries: z.int().min(0).max(100).optional(),
  metadata: JsonObject.optional(),
})
export type CampaignRequest = z.infer<typeof CampaignRequest>

/** `POST /campaigns/{id}/retry` */
export const CampaignRetryRequest = z.strictObject({ from_stage: z.enum(CAMPAIGN_STAGES).optional() })

/**
 * Appends to the execution log; what is there never changes.
 * @returns a new payload with one more entry, numbered on
 */
export function addTrace(
  payload: CampaignPayload,
  actorService: string,
  action: string,
  details: JsonObject = {},
  now: Date = new Date(),
): CampaignPayload {
  const last = payload.execution_log.at(-1)?.seq ?? 0
  const entry = { seq: last + 1, timestamp: now.toISOString(), actor_service: actorService, action, details }
  return { ...payload, execution_log: [...payload.execution_log, entry] }
}

/** Whether the campaign is over: completed, failed or cancelled. */
export function isTerminal(payload: CampaignPayload): boolean {
  return payload.status === 'completed' || payload.status === 'failed' || payload.status === 'cancelled'
}

/** Whether a retry would be accepted: it failed and has retries left. */
export function canRetry(payload: CampaignPayload): boolean {
  return payload.state === 'FAILED' && payload.status === 'failed' && payload.retry_count < payload.max_retries
}

/** @returns a payload in FAILED with its failure and a trace of it */
export function markFailed(
  payload: CampaignPayload,
  failure: CampaignFailure,
  actorService = 'orchestrator',
  now: Date = new Date(),
): CampaignPayload {
  const failed: CampaignPayload = {
    ...payload,
    state: 'FAILED',
    status: 'failed',
    failure,
    updated_at: now.toISOString(),
  }
  return addTrace(failed, actorService, 'campaign.failed', { ...failure }, now)
}
