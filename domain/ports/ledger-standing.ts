// How the whole ledger stands at this moment, in numbers: for metrics, of all tenants together.
import type { Platform } from '../action/action-status.ts'
import type { KillScope } from '../action/kill-switch.ts'
import type { SessionStatus } from '../session/session-status.ts'
import type { StepKind } from '../step.ts'
import type { StandsStill, StuckWhy } from './operations-ledger.ts'

export interface LedgerStanding {
  steps: StepStanding[]
  attempts: AttemptStanding[]
  /** Nothing is sent for them now: their platform said so, their credentials are refused, or their window is full. */
  accountsClosed: { platform: Platform; accounts: number }[]
  rates: RateStanding[]
  killSwitches: { scope: KillScope; engaged: number }[]
  awaiting: AwaitingStanding
  /** How late the canary of a queue is; a queue that no worker ever served has none. */
  canaries: { kind: StepKind; lateSeconds: number }[]
  /** Subjects that stand still although nothing holds them back. */
  stuck: { subject: StandsStill['subject']; why: StuckWhy; subjects: number }[]
  webhooks: WebhookStanding
  /** At the server, of all processes; `application` is what each calls itself. */
  connections: { application: string; connections: number }[]
  /** How many the server takes. */
  connectionLimit: number
}

export interface StepStanding {
  kind: StepKind
  hold: string | null
  open: number
  /** Its time has come, and nothing bars it. */
  due: number
  /** Its time has come, but the account that it sends for is closed, full or held by a switch. */
  barred: number
  /** Of those due; 0 when none is. */
  oldestDueSeconds: number
}

export interface AttemptStanding {
  platform: Platform
  /** Nobody knows yet whether the platform took them: unknown, or open beyond their deadline. */
  unresolved: number
  /** Being sent. */
  inFlight: number
  /** Actions that only a person can resolve. */
  needsHuman: number
}

export interface WebhookStanding {
  active: number
  /** Active, and the last try failed. */
  failing: number
  disabled: number
  /** Of the one that has failed for longest and is not disabled; 0: none fails. */
  failingSeconds: number
  /** 10,000 at most. */
  pending: number
  /** How long the oldest has been due for an endpoint that does not fail. */
  oldestDueSeconds: number
}

export interface RateStanding {
  platform: Platform
  /** What counts against the window of the whole platform; null: it has none. */
  used: number | null
  limit: number | null
  /** Of the account that has used most of its own window, 1 is all; null: no account has one. */
  fullestAccount: number | null
}

export interface AwaitingStanding {
  /** Actions that wait for approval, and the campaigns that they belong to. */
  actions: number
  campaigns: number
  /** Sessions that are not over. */
  sessions: { status: SessionStatus; sessions: number }[]
}
