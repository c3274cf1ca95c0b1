// The words of a campaign: its states, its statuses and why it may fail (seeds 003 and 004).

/**
 * The states of a campaign. Each comment says who moves a campaign in, and who moves it out.
 */
export const CAMPAIGN_STATES = [
  'IDLE', // in: create. Out: start.
  'RADAR_SCAN', // in: start or retry. Out: the radar-scan stage.
  'STRATEGY_GEN', // in: radar-scan, or retry. Out: the strategy-gen stage.
  'CONTENT_PROD', // in: strategy-gen, or retry. Out: the content-prod stage.
  'QUALITY_AUDIT', // in: content-prod, or retry. Out: the quality-audit stage and its gate.
  'PUBLISH', // in: a passed gate, or retry. Out: the publish-check, when every action of it has ended.
  'LEARN', // in: publish-check, or retry. Final once the learn stage has completed.
  'FAILED', // in: any stage that gives up. Out: retry alone.
] as const
export type CampaignState = (typeof CAMPAIGN_STATES)[number]

/** The states in which a worker does something, in their order. */
export const CAMPAIGN_STAGES = [
  'RADAR_SCAN',
  'STRATEGY_GEN',
  'CONTENT_PROD',
  'QUALITY_AUDIT',
  'PUBLISH',
  'LEARN',
] as const satisfies readonly CampaignState[]
export type CampaignStage = (typeof CAMPAIGN_STAGES)[number]

/** What clients see, derived from state, ending and open actions. */
export const CAMPAIGN_STATUSES = ['draft', 'running', 'waiting_approval', 'completed', 'failed', 'cancelled'] as const
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number]

export const FAILURE_REASONS = [
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_ERROR',
  'UPSTREAM_INVALID_RESPONSE',
  'QUALITY_GATE',
  'PUBLICATION_REJECTED',
  'PUBLICATION_FAILED',
  'BUDGET_EXCEEDED',
  'CANCELLED',
  'INTERNAL',
] as const
export type FailureReason = (typeof FAILURE_REASONS)[number]

/** Whether nothing can follow this stage, and else which one does. */
export function nextStage(stage: CampaignStage): CampaignStage | undefined {
  return CAMPAIGN_STAGES[CAMPAIGN_STAGES.indexOf(stage) + 1]
}

/** Whether `a` comes before `b` in a run. */
export function isEarlierStage(a: CampaignStage, b: CampaignStage): boolean {
  return CAMPAIGN_STAGES.indexOf(a) < CAMPAIGN_STAGES.indexOf(b)
}
