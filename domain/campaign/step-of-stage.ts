// Which step does a stage: the stage's name, written as the name of a job.
import type { CampaignStage } from './campaign-state.ts'

/** RADAR_SCAN → radar-scan */
export type StepOfStage<S extends string = CampaignStage> = S extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}-${StepOfStage<Tail>}`
  : Lowercase<S>

export function stepOfStage<S extends CampaignStage>(stage: S): StepOfStage<S> {
  return stage.toLowerCase().replaceAll('_', '-') as StepOfStage<S>
}
