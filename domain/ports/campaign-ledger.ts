// What the API may ask of the ledger about campaigns. Postgres stands behind it; the API never sees that.

import type { ActionError } from '../action/action.ts'
import type { ActionStatus } from '../action/action-status.ts'
import type { Actor } from '../actor.ts'
import type { AuditEntry, JsonObject } from '../audit-entry.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { CampaignStage, CampaignState, CampaignStatus } from '../campaign/campaign-state.ts'
import type { CampaignCommand } from '../campaign/decide.ts'
import type { Page, PageRequest, Reader } from './page.ts'

/** An answer kept under an Idempotency-Key, written in the same statement as what it answers for. */
export interface KeptAnswer {
  tenantId: string
  route: string
  key: string
  bodySha256: string
  status: number
  headers: Record<string, string>
  body: string
}

/** Who asks, and under which trace and key. */
export interface Ask<View> {
  actor: Actor
  /** W3C traceparent. */
  trace?: string
  /** Makes the answer to keep from what the statement is about to make true; both are committed together. */
  keep?: (after: View) => KeptAnswer
}

/**
 * A view: committed, and this is how the subject stands then. conflict: it moved on meanwhile; load and decide again.
 * key_taken: the Idempotency-Key has an answer already; nothing else was written.
 */
export type Written<View> = View | 'conflict' | 'key_taken'

export interface NewCampaign {
  id: string
  executionId: string
  tenantId: string
  brief: JsonObject
  channels: { platform: string; account: string }[]
  metadata: JsonObject
  maxRetries: number
  /** Also starts it, in the same statement. */
  start: boolean
}

/** A campaign as loaded for a command. */
export interface LoadedCampaign {
  campaign: Campaign
  version: number
  /** All of it, so that the answer to a command needs no further read. */
  view: CampaignView
  /** Actions that are published or may be, and actions that still may run: what a retry has to respect. */
  publishedOrUnknown: boolean
  openActions: boolean
}

export interface PublicationView {
  actionId: string
  channel: string
  status: ActionStatus
  needsHuman: boolean
  platformRefId?: string
  permalink?: string
  error?: ActionError
}

export interface CampaignView {
  campaign: Campaign
  version: number
  /** Another one whenever the campaign or one of its actions changes: the ETag. */
  tag: string
  /** What clients see: `waiting` resolved into waiting_approval or running. */
  status: CampaignStatus
  brief: JsonObject
  channels: { platform: string; account: string }[]
  metadata: JsonObject
  createdAt: Date
  updatedAt: Date
  /** By stage, of the current execution, earlier ones carried over by a retry included. */
  results: Partial<Record<CampaignStage, unknown>>
  publications: PublicationView[]
  log: AuditEntry[]
}

/** A line of a list: without results and log. */
export type CampaignSummary = Omit<CampaignView, 'results' | 'publications' | 'log'>

export interface CampaignFilter {
  state?: CampaignState[]
  status?: CampaignStatus[]
  platform?: string
  campaignId?: string
  needsHuman?: boolean
  since?: Date
  until?: Date
}

/** What a campaign waits for, from its open steps and actions. */
export interface CampaignWaits {
  view: CampaignSummary
  steps: { kind: string; attempt: number; run: number; dueAt: Date }[]
  actions: {
    actionId: string
    status: ActionStatus
    needsHuman: boolean
    retryAt?: Date
    expiresAt: Date
    since: Date
  }[]
}

export interface CampaignLedger {
  /** @throws MandateError ACCOUNT_UNKNOWN when a channel's account is another tenant's, pointer `/channels/N/account` */
  create(
    campaigns: readonly NewCampaign[],
    ask: Ask<CampaignView[]>,
  ): Promise<Exclude<Written<CampaignView[]>, 'conflict'>>
  /** Which of these channels have an account that belongs to another tenant: a batch leaves those campaigns out. */
  foreignChannels(
    tenantId: string,
    channels: readonly { platform: string; account: string }[],
  ): Promise<{ platform: string; account: string }[]>
  /** Of this tenant; undefined: there is none. Many loads go in one statement. */
  load(tenantId: string, id: string): Promise<LoadedCampaign | undefined>
  /** Decides and writes in one statement. @throws IllegalTransition when the state forbids it */
  command(loaded: LoadedCampaign, command: CampaignCommand, ask: Ask<CampaignView>): Promise<Written<CampaignView>>
  view(reader: Reader, id: string): Promise<CampaignView | undefined>
  list(reader: Reader, filter: CampaignFilter, page: PageRequest): Promise<Page<CampaignSummary>>
  waits(reader: Reader, id: string): Promise<CampaignWaits | undefined>
  /** The channels a tenant has set as its default; undefined: none set. */
  defaultChannels(tenantId: string): Promise<{ platform: string; account: string }[] | undefined>
}
