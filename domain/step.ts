// A step: one piece of open work, or one timer, of one subject. Closing deletes it; the audit entry is its history.
import type { StepOfStage } from './campaign/step-of-stage.ts'

/** What is done besides the stages of a campaign. */
type OtherStep =
  | 'publish-check'
  | 'cancel-actions'
  | 'release-spend'
  | 'prepare-mock'
  | 'execute-mock'
  | 'reconcile'
  | 'expire'

export type StepKind = StepOfStage | OtherStep

export interface Step {
  id: string
  tenantId: string
  subjectId: string
  kind: StepKind
  executionId: string
  /** Grows with every recorded outcome that keeps the step open; part of the job's id. */
  run: number
  /** Grows only with what counts against the retry budget; 1 for the first try. */
  attempt: number
  /** W3C traceparent of the request that the work came from. */
  trace?: string
}

/** A step to be inserted; due at once unless `dueInMs` says otherwise. */
export interface NewStep {
  id: string
  subjectId: string
  kind: StepKind
  dueInMs?: number
}

const LEFT_TO_THE_SWEEP: readonly StepKind[] = ['prepare-mock', 'execute-mock', 'reconcile', 'expire']

/** Whether a step goes to Redis right after its COMMIT; steps that act outside wait for the sweep, which is fair. */
export function hasFastPath(kind: StepKind): boolean {
  return !LEFT_TO_THE_SWEEP.includes(kind)
}
