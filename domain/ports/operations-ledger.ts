// What the ops board asks of the ledger: what waits, what holds it back, and the trail of what operators change.
import type { Platform } from '../action/action-status.ts'
import type { KillScope } from '../action/kill-switch.ts'
import type { Actor } from '../actor.ts'
import type { AuditDraft, AuditEntry } from '../audit-entry.ts'
import type { StepKind } from '../step.ts'
import type { ActionStanding } from '../why/why-action.ts'

/** An open step; of several of one action the one that stands for it, with all that tells why it stands. */
export interface OpenStep {
  id: string
  tenantId: string
  subjectId: string
  executionId: string
  kind: StepKind
  run: number
  attempt: number
  /** When it came into being. */
  openedAt: Date
  dueAt: Date
  hold?: string
  action?: ActionStanding
}

/** What nobody but a person can move on; no step may be open for it. */
export type ForHuman = { id: string; tenantId: string; openedAt: Date } & (
  | { subject: 'action'; standing: ActionStanding }
  | { subject: 'session'; status: string; detail: string; since: Date }
)

export interface OpenStepFilter {
  tenantId?: string
  kinds?: readonly StepKind[]
  platform?: Platform
}

/** A sample of what is open. */
export interface OpenSample {
  steps: OpenStep[]
  /** Of the open steps so many were looked at; 1: these are all. */
  share: number
}

/** What holds back more than one subject. */
export interface Closures {
  switches: {
    scope: KillScope
    tenantId?: string
    platform?: string
    account?: string
    reason: string
    by: Actor
    since: Date
  }[]
  accounts: { tenantId: string; platform: string; account: string; reason: string; until: Date }[]
  platforms: { platform: string; until: Date }[]
}

/** NO_STEP: its state asks for a step and there is none. OVERDUE: a step is due for longer than it may take. TOO_LONG: it stands in its state for longer than that may last. */
export type StuckWhy = 'NO_STEP' | 'OVERDUE' | 'TOO_LONG'

export interface StandsStill {
  subjectId: string
  tenantId: string
  subject: 'campaign' | 'action' | 'account' | 'chunk' | 'setup' | 'session' | 'asset'
  /** The session of a chunk or a picture, else itself. */
  ownerId: string
  /** The state that it stands in, or the step that is overdue. */
  stage: string
  why: StuckWhy
  since: Date
}

export interface OperationsLedger {
  /** Looks at a bounded number, however many there are. */
  sampleOpen(): Promise<OpenSample>
  /** The next so many by age, the oldest first; of those the ones that fit, and where to go on. */
  scanOpen(
    filter: OpenStepFilter,
    after: string | undefined,
    look: number,
  ): Promise<{ steps: OpenStep[]; end?: string }>
  forHumans(filter: Omit<OpenStepFilter, 'kinds'>, after: string | undefined, limit: number): Promise<ForHuman[]>
  /** Counts no further than `cap`. */
  countForHumans(cap: number): Promise<{ count: number; oldest?: Date }>
  /** The oldest 200, as of the last look of a worker. */
  standsStill(): Promise<StandsStill[]>
  /** Each list ends at 200. */
  closures(): Promise<Closures>
  /** Appends to the trail of operations. */
  note(entry: AuditDraft): Promise<void>
  /** The newest first, before a seq. */
  notes(before: number | undefined, limit: number): Promise<AuditEntry[]>
}
