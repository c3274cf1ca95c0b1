// How a job is declared: what is carried, apart from who does it.
import { z } from 'zod'
import type { StepKind } from '#domain/step.ts'

/** A job carries ids only: the truth about the step is its row. */
export const StepJob = z.strictObject({
  step: z.uuid(),
  run: z.int().min(1),
  tenant: z.uuid(),
  trace: z.string().max(100).optional(),
})
export type StepJob = z.infer<typeof StepJob>

export interface JobDefinition<N extends StepKind = StepKind> {
  name: N
  /** Grows when the meaning of the data changes. */
  version: number
  schema: typeof StepJob
  /** Which kind of row the step belongs to. */
  subject: 'campaign' | 'action' | 'account' | 'chunk' | 'setup'
  /** What counts against the budget is tried so often. `stage`: the setting STAGE_ATTEMPTS. */
  attempts: number | 'stage'
  /** A handler is aborted after this. */
  timeoutMs: number
}

export function defineJob<const N extends StepKind>(
  job: Omit<JobDefinition<N>, 'schema' | 'version'> & { version?: number },
): JobDefinition<N> {
  return { version: 1, schema: StepJob, ...job }
}
