// How a stage is declared: its job, what it needs of earlier stages, what it does. It never touches queue, SQL or clock.
import type { Brief, Channel } from '#contracts/brief.ts'
import type { JsonObject } from '#contracts/primitives.ts'
import type { Actor } from '#domain/actor.ts'
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { JobDefinition } from '#queues/define-job.ts'
import type { StageResults } from './stage-results.ts'

export interface StageContext<N extends CampaignStage> {
  campaignId: string
  tenantId: string
  executionId: string
  brief: Brief
  channels: readonly Channel[]
  metadata: JsonObject
  /** Whoever started the campaign: the proposer of its actions. */
  startedBy: Actor
  attempt: number
  /** Results of the stages that it declared to need. */
  results: Pick<StageResults, N & keyof StageResults>
  /** As the step carries it. */
  trace?: string
  /** Cancelled, out of time, or the worker is stopping. */
  signal: AbortSignal
}

export interface Stage<S extends CampaignStage = CampaignStage, N extends CampaignStage = never> {
  stage: S
  job: JobDefinition
  needs: readonly N[]
  run(context: StageContext<N>): Promise<Outcome<unknown>>
}

/** A stage whose needs the registry no longer has to know: the runner loads what `needs` lists. */
export interface AnyStage {
  stage: CampaignStage
  job: JobDefinition
  needs: readonly CampaignStage[]
  run(context: StageContext<CampaignStage>): Promise<Outcome<unknown>>
}

export function defineStage<S extends CampaignStage, const N extends CampaignStage = never>(stage: {
  stage: S
  job: JobDefinition
  needs: readonly N[]
  run(context: StageContext<N>): Promise<Outcome<StageResults[S]>>
}): AnyStage & { stage: S } {
  // The runner gives a stage the results of what it needs, so the wider context always has the narrower one's.
  return stage as unknown as AnyStage & { stage: S }
}
