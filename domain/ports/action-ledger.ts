// What the API may ask of the ledger about actions.
import type { AccountKind } from '../action/account-kind.ts'
import type { Action } from '../action/action.ts'
import type { ActionStatus, ExecutionMode, Platform } from '../action/action-status.ts'
import type { ActionCommand } from '../action/decide.ts'
import type { PreflightFinding } from '../action/preflight.ts'
import type { JsonObject } from '../audit-entry.ts'
import type { AccountView } from './account-view.ts'
import type { ActionFigures, ActionVersion, ActionView, ActionWaits } from './action-view.ts'
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

export interface ActionFilter {
  status?: ActionStatus[]
  platform?: Platform
  campaignId?: string
  needsHuman?: boolean
  /** The `sub` of whoever proposed it. */
  proposedBy?: string
  since?: Date
  until?: Date
}

/** Whose inbox, and what of it. */
export interface InboxFilter {
  /** Whoever asks. */
  sub: string
  /** They may decide: else nothing waits for them. */
  decides: boolean
  /** As well what they proposed, edited or approved themselves. */
  own: boolean
  platform?: Platform
  account?: string
  campaignId?: string
  kind?: 'approve' | 'resolve'
}

export interface InboxItem {
  view: ActionView
  /** When it is due or expires, whichever is first. */
  decideBy: Date
  kind: 'approve' | 'resolve'
}

export interface InboxPage extends Page<InboxItem> {
  /** Counted up to a limit; beyond it there are more. */
  total: { count: number; exact: boolean }
}

/** An action as loaded for a command. */
export interface LoadedAction {
  action: Action
  version: number
  /** All of it, so that the answer to a command needs no further read. */
  view: ActionView
}

/** A command that passed its own checks, as it is kept for ever. */
export interface AcceptedCommand {
  jti: string
  digest: string
  bodySha256: string
  /** The exact bytes under the signature. */
  body: string
  signature: string
  /** The key that the token was verified with. */
  publicKey: JsonObject
}

/** What is known of a command's `jti`, and of the action that it names. */
export interface CommandFacts {
  /** That jti was accepted before, with that body. */
  accepted?: { bodySha256: string; actionId: string }
  loaded?: LoadedAction
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
  /** What an account is: as it was set, or what its name tells where it does not exist yet. */
  accountKind(tenantId: string, platform: Platform, account: string): Promise<AccountKind>
  findCommand(tenantId: string, actionId: string, jti: string): Promise<CommandFacts>
  /** The digest of a command's content, with the ledger's account and media. */
  digestOf(loaded: LoadedAction, sent: { platform: Platform; payload: JsonObject; governanceHash: string }): string
  /**
   * Accepts a command: action, receipt and next step in one statement.
   * @returns `jti_taken` when the jti counted before
   * @throws MandateError KILL_SWITCH_ENGAGED
   */
  execute(
    loaded: LoadedAction,
    command: AcceptedCommand,
    ask: Omit<Ask<ActionView>, 'keep'>,
  ): Promise<ActionView | 'conflict' | 'jti_taken'>
  /** Notes a refused command in the trail of its action, or of the tenant's actuator when it has none of that id. */
  noteRefusal(
    tenantId: string,
    actionId: string | undefined,
    refusal: { code: string; detail: string; jti?: string },
    ask: Omit<Ask<ActionView>, 'keep'>,
  ): Promise<void>
  metrics(reader: Reader, id: string): Promise<ActionFigures>
  view(reader: Reader, id: string): Promise<ActionView | undefined>
  list(reader: Reader, filter: ActionFilter, page: PageRequest): Promise<Page<ActionView>>
  /** What it said, newest first, what stands included. */
  versions(reader: Reader, id: string, page: PageRequest): Promise<Page<ActionVersion>>
  /** What waits for one person, by the moment that it has to be decided by, then oldest first. */
  inbox(reader: Extract<Reader, { tenantId: string }>, filter: InboxFilter, page: PageRequest): Promise<InboxPage>
  /** Open steps, for `why`. */
  waits(reader: Reader, id: string): Promise<ActionWaits | undefined>
  /** The accounts of a tenant. */
  accounts(reader: Reader, page: PageRequest): Promise<Page<AccountView>>
}
