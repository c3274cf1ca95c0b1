// A step: one piece of open work, or one timer, of one subject. Closing deletes it; the audit entry is its history.
import type { Platform } from './action/action-status.ts'
import type { StepOfStage } from './campaign/step-of-stage.ts'

/** What is done besides the stages of a campaign. */
type OtherStep =
  | 'publish-check'
  | 'cancel-actions'
  | 'release-spend'
  | PrepareStep
  | ExecuteStep
  | 'command'
  | 'reconcile'
  | 'resolve'
  | 'expire'
  | 'collect-metrics'
  | 'check-account'
  | 'vad'
  | 'transcribe'
  | 'check-config'
  | 'check-skeleton'
  | 'read-skeleton'
  | 'discover-templates'
  | 'check-asset'
  | FinalizeStep
  | 'abandon'
  | 'archive'
  | 'collect-orphans'
  | 'clear-session'
  | 'abort-uploads'
  | 'deliver-webhooks'
  | WatchStep

/** Nobody's: whether everything moves. They are never closed, and due again and again. */
export type WatchStep = 'find-stuck' | CanaryStep

/** Goes through the queue that it names and does nothing: what arrives shows that work moves there. */
export type CanaryStep =
  | `canary:campaign.${StepOfStage}`
  | `canary:actuator.${Lowercase<Platform> | 'reconcile' | 'metrics'}`
  | `canary:session.${'vad' | 'transcribe' | 'asset' | 'finalize' | 'graveyard' | 'gc'}`
  | 'canary:webhook.deliver'
  | 'canary:system.canary'

/** From the last chunk to the sealed document, each recorded before the next. */
export type FinalizeStep = 'check-parent' | 'drain' | 'assemble' | 'build' | 'seal' | 'custody'

/** Fetches and hashes media; sends nothing. */
export type PrepareStep = `prepare-${Lowercase<Platform>}`
/** Sends, in the lane of its account. */
export type ExecuteStep = `execute-${Lowercase<Platform>}`

export type StepKind = StepOfStage | OtherStep

export interface Step {
  id: string
  tenantId: string
  subjectId: string
  kind: StepKind
  executionId: string
  /** Of its kind's job when it was inserted: what a handler of a later version may have to do in the former way. */
  version: number
  /** Grows with every recorded outcome that keeps the step open; part of the job's id. */
  run: number
  /** Grows only with what counts against the retry budget; 1 for the first try. */
  attempt: number
  /** W3C traceparent of the request that the work came from, `;` and its request id. */
  trace?: string
}

/** A step to be inserted; due at once unless `dueInMs` says otherwise, negative: since then. */
export interface NewStep {
  id: string
  subjectId: string
  kind: StepKind
  dueInMs?: number
}

/** Whether a step goes to Redis right after its COMMIT; steps that act outside, and timers, wait for the sweep, which is fair. */
export function hasFastPath(kind: StepKind): boolean {
  return !kind.startsWith('execute-') && !kind.startsWith('prepare-') && !TIMERS.includes(kind)
}

const TIMERS: readonly StepKind[] = [
  'reconcile',
  'expire',
  'collect-metrics',
  'abandon',
  'clear-session',
  'abort-uploads',
]
