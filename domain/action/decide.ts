// What may happen to an action: (state, command, now) → events, or a refusal.
import type { Actor } from '../actor.ts'
import { IllegalTransition, MandateError } from '../errors.ts'
import type { Action, ActionEdit, ActionError, Resolution } from './action.ts'
import { type ActionStatus, isFinalActionStatus } from './action-status.ts'
import { allowedActionCommands, BEFORE_THE_CLAIM } from './allowed-commands.ts'
import type { ActionEvent } from './event.ts'

export type ActionCommand =
  | { type: 'noteMedia'; digest: string; mediaSha256: string[] }
  | { type: 'approve'; by: Actor; digest: string; comment?: string }
  | { type: 'reject'; by: Actor; reason: string }
  | { type: 'edit'; by: Actor; edit: ActionEdit }
  | { type: 'cancel'; reason: string }
  /** A command that has passed every check. */
  | { type: 'execute'; jti: string; bodySha256: string; how: 'http' | 'on_approval' }
  /** One that has not: the trail says why. */
  | { type: 'refuseCommand'; code: string; detail: string; jti?: string }
  | { type: 'askResolution'; resolution: Resolution }
  /** The platform was asked, and has nothing against what the person said. */
  | { type: 'resolve'; fence: number; probes: number; resolution: Resolution; commanded: boolean }
  /** Its own timer, or the moment before the claim: too old to run at all. */
  | { type: 'expire' }
  | { type: 'miss' }
  /** A claimed attempt came to its end, or somebody found out later. */
  | { type: 'complete'; platformRefId: string; permalink?: string; how: 'answer' | 'probe' | 'person' }
  | { type: 'fail'; error: ActionError }
  | { type: 'notSent'; fence: number; detail: string }
  | { type: 'rateLimit'; fence: number; until: string; detail: string }
  | { type: 'lose'; fence: number; detail: string }
  /** `commanded`: a signed command was accepted for its content as it stands. */
  | { type: 'proveAbsent'; fence: number; probes: number; requeue: boolean; commanded: boolean }
  /** The ledger was restored and has forgotten what was sent since: nobody can tell whether this was. */
  | { type: 'doubt'; fence: number; detail: string }
  | { type: 'askHuman'; why: string }

/**
 * Decides what follows from a command.
 * @param now milliseconds since the epoch
 * @returns the events, in order; evolving the action by them is the only way it changes
 * @throws MandateError with the contract's code when the action, or who asks, forbids it
 */
export function decideAction(action: Action, command: ActionCommand, now: number): ActionEvent[] {
  switch (command.type) {
    case 'noteMedia':
      demand(action, command, ['PENDING_APPROVAL'])
      return [{ type: 'action.media_ready', digest: command.digest, mediaSha256: command.mediaSha256 }]
    case 'approve':
      return approve(action, command, now)
    case 'reject':
      demandHuman(command.by)
      demand(action, command, ['PENDING_APPROVAL', 'APPROVED_BY_HUMAN'])
      return [{ type: 'action.rejected', reason: command.reason }]
    case 'edit':
      demandUnseen(action, command)
      demand(action, command, BEFORE_THE_CLAIM)
      if (command.edit.changed.length === 0) return []
      return [{ type: 'action.edited', by: command.by, edit: command.edit, voided: action.approvals.length }]
    case 'cancel':
      demandUnseen(action, command)
      demand(action, command, BEFORE_THE_CLAIM)
      return [{ type: 'action.cancelled', reason: command.reason }]
    case 'execute':
      demand(action, command, ['APPROVED_BY_HUMAN'])
      return [
        { type: 'command.accepted', jti: command.jti, bodySha256: command.bodySha256, how: command.how },
        release(action, now),
      ]
    case 'refuseCommand': {
      const { code, detail, jti } = command
      return [{ type: 'command.refused', code, detail, ...(jti === undefined ? {} : { jti }) }]
    }
    case 'askResolution':
      demandHuman(command.resolution.by)
      demand(action, command, ['OUTCOME_UNKNOWN'])
      return [{ type: 'resolution.asked', resolution: command.resolution }]
    case 'resolve':
      demand(action, command, ['OUTCOME_UNKNOWN'])
      return resolve(action, command, now)
    case 'expire':
      demand(action, command, BEFORE_THE_CLAIM)
      return [{ type: 'action.expired', expiresAt: action.expiresAt }]
    case 'miss':
      demand(action, command, ['SCHEDULED', 'QUEUED', 'RATE_LIMITED'])
      return [
        {
          type: 'action.missed',
          scheduleTime: action.scheduleTime ?? action.expiresAt,
          maxLateSeconds: action.maxLateSeconds,
        },
      ]
    case 'complete':
      demand(action, command, ['EXECUTING', 'OUTCOME_UNKNOWN'])
      return [
        {
          type: 'action.completed',
          platformRefId: command.platformRefId,
          ...(command.permalink === undefined ? {} : { permalink: command.permalink }),
          how: command.how,
        },
      ]
    case 'fail':
      if (isFinalActionStatus(action.status)) throw illegal(command, action)
      return [{ type: 'action.failed', error: command.error }]
    case 'notSent':
      demand(action, command, ['EXECUTING', 'OUTCOME_UNKNOWN'])
      return [
        { type: 'attempt.not_sent', fence: command.fence, detail: command.detail },
        { type: 'action.queued', why: 'nothing was sent' },
      ]
    case 'rateLimit':
      demand(action, command, ['EXECUTING', 'OUTCOME_UNKNOWN'])
      return [
        { type: 'attempt.not_sent', fence: command.fence, detail: command.detail },
        { type: 'action.rate_limited', until: command.until },
      ]
    case 'lose':
      demand(action, command, ['EXECUTING'])
      return [{ type: 'attempt.unknown', fence: command.fence, detail: command.detail }]
    case 'proveAbsent':
      demand(action, command, ['OUTCOME_UNKNOWN'])
      return [
        { type: 'attempt.absent', fence: command.fence, probes: command.probes },
        command.requeue
          ? backInLine(action, { commanded: command.commanded, why: 'proven absent', now })
          : { type: 'action.needs_human', why: 'absent, and not to be sent again by itself' },
      ]
    case 'doubt':
      demand(action, command, BEFORE_THE_CLAIM)
      return [{ type: 'attempt.unknown', fence: command.fence, detail: command.detail }]
    case 'askHuman':
      demand(action, command, ['OUTCOME_UNKNOWN'])
      return [{ type: 'action.needs_human', why: command.why }]
    default:
      return command satisfies never
  }
}

/** How long an approved action stays good when its proposer named no expiry: 7 days. */
export const APPROVAL_TTL_MS = 7 * 24 * 3600_000

function approve(action: Action, command: Extract<ActionCommand, { type: 'approve' }>, now: number): ActionEvent[] {
  const { by, digest, comment } = command
  demandHuman(by)
  if (action.authors.includes(by.sub))
    throw new MandateError('SELF_APPROVAL', 'whoever proposed or edited an action may not approve it')
  demand(action, command, ['PENDING_APPROVAL'])
  if (action.digest === undefined)
    throw new IllegalTransition(
      'approve',
      action.status,
      ['reject', 'edit', 'cancel'],
      'MEDIA_NOT_READY',
      'its media are not hashed yet',
    )
  if (action.digest !== digest)
    throw new MandateError('DIGEST_MISMATCH', 'the digest is not that of the action as it stands', {
      members: { state: action.status, allowed: allowedActionCommands(action.status) },
    })
  if (action.approvals.some(approval => approval.sub === by.sub)) return []
  const remaining = Math.max(0, action.approvalsRequired - action.approvals.length - 1)
  const approved: ActionEvent = {
    type: 'action.approved',
    by,
    digest,
    ...(comment === undefined ? {} : { comment }),
    at: new Date(now).toISOString(),
    remaining,
    ...(remaining > 0 || action.expiresGiven ? {} : { expiresAt: new Date(now + APPROVAL_TTL_MS).toISOString() }),
  }
  return [approved]
}

/** What a person said of an unknown outcome, once the platform was asked and did not say otherwise. */
function resolve(
  action: Action,
  { fence, probes, resolution, commanded }: Extract<ActionCommand, { type: 'resolve' }>,
  now: number,
): ActionEvent[] {
  if (resolution.outcome === 'published')
    return [{ type: 'action.completed', platformRefId: resolution.platformRefId, how: 'person' }]
  const absent: ActionEvent = { type: 'attempt.absent', fence, probes, by: resolution.by }
  if (resolution.retry) return [absent, backInLine(action, { commanded, why: 'a person had it sent again', now })]
  const error = { code: 'NOT_PUBLISHED', message: resolution.comment, retryable: true }
  return [absent, { type: 'action.failed', error }]
}

/** Where what is not out belongs: a restored ledger may doubt an action that nobody has commanded, or approved, as far as it knows. */
function backInLine(
  action: Action,
  { commanded, why, now }: { commanded: boolean; why: string; now: number },
): ActionEvent {
  const released = release(action, now)
  if (commanded) return released.type === 'action.queued' ? { ...released, why } : released
  const isApproved = action.digest !== undefined && action.approvals.length >= action.approvalsRequired
  return { type: 'action.returned', to: isApproved ? 'APPROVED_BY_HUMAN' : 'PENDING_APPROVAL', why }
}

function release(action: Action, now: number): ActionEvent {
  return action.scheduleTime !== undefined && Date.parse(action.scheduleTime) > now
    ? { type: 'action.scheduled', until: action.scheduleTime }
    : { type: 'action.queued', why: 'commanded' }
}

function demandUnseen(action: Action, command: ActionCommand): void {
  if (action.status === 'EXECUTING' || action.status === 'OUTCOME_UNKNOWN' || action.status === 'COMPLETED')
    throw new IllegalTransition(command.type, action.status, [], 'TOO_LATE', 'the platform may have seen it already')
}

function demandHuman(by: Actor): void {
  if (by.principal !== 'human') throw new MandateError('HUMAN_REQUIRED', 'only a person may decide on an action')
}

function demand(action: Action, command: ActionCommand, statuses: readonly ActionStatus[]): void {
  if (!statuses.includes(action.status)) throw illegal(command, action)
}

function illegal(command: ActionCommand, action: Action): IllegalTransition {
  return new IllegalTransition(command.type, action.status, allowedActionCommands(action.status))
}
