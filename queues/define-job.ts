// How a job is declared: what is carried, apart from who does it.
import { z } from 'zod'
import type { StepKind } from '#domain/step.ts'

/** A job carries ids only: the truth about the step is its row. What a newer version of the program adds to it is left unread. */
export const StepJob = z.object({
  step: z.uuid(),
  run: z.int().min(1),
  tenant: z.uuid(),
  /** Of the step; absent: 1, as in jobs from before there was more than one. */
  version: z.int().min(1).optional(),
  trace: z.string().max(200).optional(),
})
export type StepJob = z.infer<typeof StepJob>

export interface JobDefinition<N extends StepKind = StepKind> {
  name: N
  /**
   * Grows when a step means what the former version of the program would not do right. Those it writes are left alone by programs of
   * a lower version; handlers still do the lower ones, of which the step's own `version` tells.
   */
  version: number
  schema: typeof StepJob
  /** Which kind of row the step belongs to. */
  subject: 'campaign' | 'action' | 'account' | 'chunk' | 'setup' | 'session' | 'asset' | 'webhook' | 'watch'
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
