// What every upstream call of a stage carries.
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import type { StageContext } from './define-stage.ts'

/** The key changes with each execution, so that a retried campaign is new work and a retried call is not. */
export function callOf(context: Pick<StageContext<never>, 'executionId' | 'trace' | 'signal'>, stage: CampaignStage) {
  return { idempotencyKey: `${context.executionId}:${stage}`, trace: context.trace, signal: context.signal }
}
