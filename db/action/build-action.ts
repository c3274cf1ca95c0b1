// A proposal made into an action: digest where no media has to be hashed first, fingerprint, first audit entry, first steps.
import { v7 as uuid } from 'uuid'
import type { ActionPayload, PreflightFinding } from '#contracts/action.ts'
import type { Action } from '#domain/action/action.ts'
import type { ExecutionMode, Platform } from '#domain/action/action-status.ts'
import { APPROVAL_TTL_MS } from '#domain/action/decide.ts'
import { PREPARE_STEP } from '#domain/action/next-steps.ts'
import type { Actor } from '#domain/actor.ts'
import { EMPTY_CHAIN } from '#domain/audit-entry.ts'
import type { NewStep } from '#domain/step.ts'
import { chain } from '../audit/chain.ts'
import { actionDigest, contentFingerprint } from './action-digest.ts'
import type { ActionInsert } from './action-insert.ts'

export interface Proposal {
  id: string
  tenantId: string
  campaignId?: string
  executionId?: string
  platform: Platform
  account: string
  payload: ActionPayload
  governanceHash: string
  execution: ExecutionMode
  expiresAt?: string
  maxLateSeconds?: number
  proposedBy: Actor
  /** Absent: the bytes behind the media addresses have to be hashed first. */
  mediaSha256?: string[]
  preflight: PreflightFinding[]
  /** By the tenant's policy. */
  approvalsRequired: number
}

const DEFAULT_MAX_LATE_SECONDS = 3600

/** @param now milliseconds since the epoch */
export function buildAction(proposal: Proposal, now: number): { insert: ActionInsert; steps: NewStep[] } {
  const { id, tenantId, platform, account, payload, governanceHash, proposedBy } = proposal
  const mediaSha256 = (payload.media_urls ?? []).length === 0 ? [] : proposal.mediaSha256
  const digestInput = { actionId: id, tenantId, platform, account, payload, governanceHash }
  const digest = mediaSha256 && actionDigest({ ...digestInput, mediaSha256 })
  const scheduledMs = payload.schedule_time === undefined ? now : Math.max(now, Date.parse(payload.schedule_time))
  const expiresAt = proposal.expiresAt ?? new Date(scheduledMs + APPROVAL_TTL_MS).toISOString()
  const action: Action = {
    id,
    tenantId,
    ...(proposal.campaignId === undefined ? {} : { campaignId: proposal.campaignId }),
    platform,
    account,
    execution: proposal.execution,
    authors: [proposedBy.sub],
    ...(digest === undefined ? {} : { digest }),
    approvals: [],
    approvalsRequired: proposal.approvalsRequired,
    ...(payload.schedule_time === undefined ? {} : { scheduleTime: new Date(payload.schedule_time).toISOString() }),
    expiresAt,
    expiresGiven: proposal.expiresAt !== undefined,
    maxLateSeconds: proposal.maxLateSeconds ?? DEFAULT_MAX_LATE_SECONDS,
    status: 'PENDING_APPROVAL',
  }
  const details = {
    platform,
    account,
    execution: proposal.execution,
    ...(digest === undefined ? {} : { digest }),
    ...(proposal.campaignId === undefined ? {} : { campaign_id: proposal.campaignId }),
  }
  const created = [{ actor: proposedBy, action: 'action.proposed', details }]
  const { entries, head } = chain(id, EMPTY_CHAIN, created, new Date(now).toISOString())
  const insert: ActionInsert = {
    action,
    executionId: proposal.executionId ?? id,
    payload,
    governanceHash,
    fingerprint: contentFingerprint(payload),
    ...(mediaSha256 === undefined ? {} : { mediaSha256 }),
    proposedBy,
    preflight: proposal.preflight,
    entries,
    head,
  }
  const steps: NewStep[] = [
    { id: uuid(), subjectId: id, kind: 'expire', dueInMs: Math.max(0, Date.parse(expiresAt) - now) },
    ...(mediaSha256 === undefined
      ? [{ id: uuid(), subjectId: id, kind: PREPARE_STEP[platform], dueInMs: 0 } as const]
      : []),
  ]
  return { insert, steps }
}
