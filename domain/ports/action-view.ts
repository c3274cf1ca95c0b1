// What the API shows of an action, as the ledger gives it.
import type { Action, ActionError, Approval } from '../action/action.ts'
import type { AttemptOutcome } from '../action/action-status.ts'
import type { PreflightFinding } from '../action/preflight.ts'
import type { Actor } from '../actor.ts'
import type { JsonObject } from '../audit-entry.ts'
import type { ProbeResult } from './platform.ts'

export interface AttemptView {
  n: number
  startedAt: Date
  endedAt?: Date
  outcome: AttemptOutcome
  httpStatus?: number
  error?: ActionError
  /** Only where one action is asked for. */
  exchange?: AttemptExchange
}

/** What a platform was asked with an attempt, what it named, and what was looked for afterwards. */
export interface AttemptExchange {
  asked: {
    /** Method and path. */
    request: string
    account: string
    digest?: string
    /** Absent with the media: an edit replaced it before former contents were kept. */
    text?: string
    media?: { url: string; sha256?: string }[]
    /** Ids of what was made on the platform before. */
    handles: Record<string, string>
    amountMinor?: number
  }
  platformRefId?: string
  /** An id that the answer named without saying that it is ours. */
  namedId?: string
  /** Newest first, the last few. */
  probes: { at: Date; found: ProbeResult['kind']; detail?: string; platformRefId?: string }[]
}

export interface ActionView {
  action: Action
  version: number
  /** Another one whenever the action changes: the ETag. */
  tag: string
  payload: JsonObject
  governanceHash: string
  mediaSha256?: string[]
  proposedBy: Actor
  approvals: Approval[]
  preflight: PreflightFinding[]
  needsHuman: boolean
  retryAt?: Date
  /** It is queued, and its account is closed until then. */
  accountClosedUntil?: Date
  platformRefId?: string
  permalink?: string
  error?: ActionError
  attempts: AttemptView[]
  createdAt: Date
  updatedAt: Date
}

/** A content of an action: as proposed, or as an edit left it. */
export interface ActionVersion {
  /** From 1. */
  n: number
  /** The one that stands. */
  current: boolean
  by: Actor
  at: Date
  /** What the edit changed. */
  changed: string[]
  digest?: string
  /** Absent: it was replaced before former contents were kept. */
  content?: { account: string; payload: JsonObject; mediaSha256?: string[]; preflight: PreflightFinding[] }
}

/** What an action waits for, from its open steps and its account. */
export interface ActionWaits {
  view: ActionView
  steps: { kind: string; attempt: number; run: number; dueAt: Date; hold?: string }[]
  /** Its account is closed: the platform said so, its window is full, or its credentials are refused. */
  accountClosed?: { until: Date; reason: string }
  /** Its platform has no room for anybody. */
  platformFullUntil?: Date
  /** A switch that holds it back, and why. */
  heldBy?: { scope: string; reason: string; since: Date }
}

export interface MetricsView {
  collectedAt: Date
  figures: JsonObject
  raw: JsonObject
}

/** The newest collection, the newest 200 of all with the oldest first, and when the next is due. */
export interface ActionFigures {
  latest?: MetricsView
  history: Omit<MetricsView, 'raw'>[]
  nextAt?: Date
}
