// An action as a union of shapes, keyed by status: data lives only in the status that has it.
import type { Actor } from '../actor.ts'
import type { ActionStatus, ExecutionMode, Platform } from './action-status.ts'

export interface Approval extends Actor {
  digest: string
  comment?: string
  /** RFC 3339 UTC. */
  at: string
}

/** What the platform, or we, say went wrong. */
export interface ActionError {
  code: string
  message: string
  platformCode?: string
  retryable: boolean
}

/** What a person says became of an action whose outcome is unknown. */
export type Resolution = { by: Actor; comment: string } & (
  | { outcome: 'published'; platformRefId: string }
  | { outcome: 'not_published'; retry: boolean }
)

/** What an edit makes of an action; the content itself is the ledger's. */
export interface ActionEdit {
  /** Members of the proposal that are other than before. */
  changed: string[]
  account: string
  /** Absent until the bytes behind new media addresses are hashed. */
  digest?: string
  /** RFC 3339 UTC. */
  scheduleTime?: string
  expiresAt: string
  expiresGiven: boolean
  maxLateSeconds: number
  approvalsRequired: number
}

interface ActionFacts {
  id: string
  tenantId: string
  campaignId?: string
  platform: Platform
  account: string
  execution: ExecutionMode
  /** Whoever proposed it or last edited it: may not approve it. */
  authors: readonly string[]
  /** Absent until the bytes behind every media address are hashed. */
  digest?: string
  approvals: readonly Approval[]
  approvalsRequired: number
  /** RFC 3339 UTC: when it is due, at once if absent. */
  scheduleTime?: string
  expiresAt: string
  /** Whether the proposer named the expiry; else it is counted anew from the last approval. */
  expiresGiven: boolean
  maxLateSeconds: number
}

export type OpenAction = ActionFacts & {
  status: Exclude<ActionStatus, 'RATE_LIMITED' | 'OUTCOME_UNKNOWN' | 'COMPLETED' | 'FAILED'>
}
export type RateLimitedAction = ActionFacts & { status: 'RATE_LIMITED'; retryAt: string }
export type UnknownAction = ActionFacts & { status: 'OUTCOME_UNKNOWN'; needsHuman: boolean }
export type CompletedAction = ActionFacts & { status: 'COMPLETED'; platformRefId: string; permalink?: string }
export type FailedAction = ActionFacts & { status: 'FAILED'; error: ActionError }

export type Action = OpenAction | RateLimitedAction | UnknownAction | CompletedAction | FailedAction
