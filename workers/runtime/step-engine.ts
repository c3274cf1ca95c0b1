// What the runner has to know of a kind of subject: how its steps are loaded, done and recorded.

import type { Step } from '#domain/step.ts'
import type { Dispatchable } from '#queues/dispatcher.ts'
import type { Touch } from '#queues/touched.ts'

/**
 * recorded: committed; these steps are open now, these subjects have changed.
 * closed: there was nothing to do, and the step is gone.
 * put_off: kept for later, nothing happened to the subject; `opensInMs`: the lane in which it stands opens then.
 * conflict: the subject moved on or was busy; load again, decide again.
 */
export type Settled =
  | { kind: 'recorded'; steps: Dispatchable[]; touches: Touch[] }
  | { kind: 'closed' }
  | { kind: 'put_off'; opensInMs?: number }
  | { kind: 'conflict' }

export interface StepEngine<L extends { step: Step }, O> {
  /** What is known of this run of the step without asking the ledger; it may be stale, which recording finds out. */
  known(stepId: string, run: number): L | undefined
  load(stepId: string): Promise<L | undefined>
  /** Runs the handler, once; what it throws becomes an outcome, but for an abort. */
  perform(loaded: L, signal: AbortSignal): Promise<O>
  /** Decides on the subject as loaded and records; called again on the fresh subject after a conflict. */
  settle(loaded: L, outcome: O): Promise<Settled>
  /** The outcome of a step that must not be tried again: its handler, or its outcome, is poison. */
  poisoned(loaded: L, detail: string): O
  /** For the log line. */
  describe(loaded: L, outcome: O | undefined): Record<string, unknown>
  /** Of the log line; absent: info. */
  level?: 'debug'
}
