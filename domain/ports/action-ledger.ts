// What the API may ask of the ledger about actions.

import type { Action, ActionError, Approval } from '../action/action.ts'
import type { ActionStatus, AttemptOutcome, ExecutionMode, Platform } from '../action/action-status.ts'
import type { ActionCommand } from '../action/decide.ts'
import type { PreflightFinding } from '../action/preflight.ts'
import type { Actor } from '../actor.ts'
import type { JsonObject } from '../audit-entry.ts'
import type { Ask, Written } from './campaign-ledger.ts'
import type { Page, PageRequest, Reader } from './page.ts'

export interface ActionProposalInput {
  id: string
  tenantId: string
  platform: Platform
  account: string
  /** As sent, no defaults added: the digest is over it. */
  payload: JsonObject
  governanceHash: string
  campaignId?: string
  execution: ExecutionMode
  /** RFC 3339 UTC. */
  expiresAt?: string
  maxLateSeconds?: number
  preflight: PreflightFinding[]
}

/** What is absent stays as it was. */
export interface ActionChangesInput {
  account?: string
  /** As sent, no defaults added. */
  payload?: JsonObject
  /** RFC 3339 UTC. */
  expiresAt?: string
  maxLateSeconds?: number
  /** Of the action as it will be. */
  preflight: PreflightFinding[]
}

export interface AttemptView {
  n: number
  startedAt: Date
  endedAt?: Date
  outcome: AttemptOutcome
  httpStatus?: number
  error?: ActionError
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
  platformRefId?: string
  permalink?: string
  error?: ActionError
  attempts: AttemptView[]
  createdAt: Date
  updatedAt: Date
}

export interface ActionFilter {
  status?: ActionStatus[]
  platform?: Platform
  campaignId?: string
  needsHuman?: boolean
  since?: Date
  until?: Date
}

/** What an action waits for, from its open steps and its account. */
export interface ActionWaits {
  view: ActionView
  steps: { kind: string; attempt: number; run: number; dueAt: Date }[]
  accountClosedUntil?: Date
}

export interface AccountView {
  tenantId: string
  platform: Platform
  account: string
  kind: string
  credentialsRef?: string
  currency?: string
  limits?: JsonObject
  authenticatedAt?: Date
  closedUntil?: Date
  closedReason?: string
  shared: boolean
  /** Attempts of the last 24 hours. */
  attempts24h: number
  createdAt: Date
}

/** An action as loaded for a command. */
export interface LoadedAction {
  action: Action
  version: number
  /** All of it, so that the answer to a command needs no further read. */
  view: ActionView
}

export interface ActionLedger {
  /**
   * Computes digest and fingerprint, makes a first-named account the tenant's where the setting allows, and inserts.
   * @returns the new action; `key_taken` when the Idempotency-Key has an answer already
   * @throws MandateError ACCOUNT_UNKNOWN, DUPLICATE_CONTENT, ALREADY_EXISTS (the action_id is used), NOT_FOUND (the campaign)
   */
  propose(input: ActionProposalInput, ask: Ask<ActionView>): Promise<Exclude<Written<ActionView>, 'conflict'>>
  /** The same checks and findings without writing: `?dry_run=true`. */
  rehearse(input: ActionProposalInput, ask: Omit<Ask<ActionView>, 'keep'>): Promise<ActionView>
  load(tenantId: string, id: string): Promise<LoadedAction | undefined>
  /** Decides and writes in one statement. @throws MandateError of decideAction */
  command(loaded: LoadedAction, command: ActionCommand, ask: Ask<ActionView>): Promise<Written<ActionView>>
  /**
   * Edits it: approvals are void, the digest is another, and whoever edits may not approve.
   * @throws MandateError TOO_LATE, INVALID_STATE, ACCOUNT_UNKNOWN, DUPLICATE_CONTENT
   */
  edit(loaded: LoadedAction, changes: ActionChangesInput, ask: Ask<ActionView>): Promise<Written<ActionView>>
  view(reader: Reader, id: string): Promise<ActionView | undefined>
  list(reader: Reader, filter: ActionFilter, page: PageRequest): Promise<Page<ActionView>>
  /** Open steps, for `why`. */
  waits(reader: Reader, id: string): Promise<ActionWaits | undefined>
  /** The accounts of a tenant. */
  accounts(reader: Reader, page: PageRequest): Promise<Page<AccountView>>
}
