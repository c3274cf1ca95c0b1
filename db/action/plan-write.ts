// A write on one action as the functions of the migrations take it, and what becomes of the action when it is written.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Action } from '#domain/action/action.ts'
import { isFinalActionStatus } from '#domain/action/action-status.ts'
import type { ActionEvent } from '#domain/action/event.ts'
import { actionEventDetails, errorDetails } from '#domain/action/event.ts'
import { evolveAction } from '#domain/action/evolve.ts'
import { killKeys } from '#domain/action/kill-switch.ts'
import { EXECUTE_STEP, PREPARE_STEP, stepsAfterEvents } from '#domain/action/next-steps.ts'
import type { StepKind } from '#domain/step.ts'
import { chain } from '../audit/chain.ts'
import { entryRow } from '../audit/entry-rows.ts'
import { keyRow } from '../idempotency/key-rows.ts'
import { stepRow } from '../step/new-step-rows.ts'
import type { ActionContent, ActionWrite, CommandReceipt } from './action-write.ts'

export function planWrite(write: ActionWrite) {
  const { record, events, actor } = write
  const now = Date.now()
  const action = events.reduce(evolveAction, record.action)
  const drafts = events.map(event => ({ actor, action: event.type, details: actionEventDetails(event) }))
  const { entries, head } = chain(action.id, record.head, drafts, new Date(now).toISOString())
  const steps = stepsAfterEvents(action, events, { now, newId: uuid })
  const subject = { tenant: action.tenantId, execution: record.executionId, trace: write.trace }
  const final = isFinalActionStatus(action.status)
  const approval = approvalOf(events, record.head.seq)
  const parameters = {
    id: action.id,
    tenant: action.tenantId,
    platform: action.platform,
    version: record.version,
    status: action.status,
    ended: final,
    seq: head.seq,
    hash: head.hash,
    patch: patchOf(action, write),
    entries: entries.map(entry => entryRow(action.id, action.tenantId, entry)),
    steps: steps.map(step => stepRow(action.id, step, subject)),
    counted: write.keep?.counted ? 1 : 0,
    ...(write.keep === undefined ? {} : { keep_ms: Math.round(write.keep.delayMs) }),
    ...(write.step === undefined ? {} : { step: { id: write.step.id, run: write.step.run } }),
    ...(write.attempt === undefined ? {} : { attempt: attemptOf(write.attempt) }),
    ...(write.hold === undefined ? {} : { hold: write.hold }),
    ...(approval === undefined && write.receipt === undefined ? {} : { kill_keys: killKeys(action) }),
    ...(write.receipt === undefined ? {} : { receipt: receiptOf(write.receipt) }),
    ...(write.pullStep === undefined ? {} : { pull: { id: write.pullStep.id, delay_ms: write.pullStep.delayMs } }),
    ...(approval === undefined ? {} : { approval }),
    ...(write.content === undefined ? {} : { edit: editOf(action, write.content, write.mediaSha256) }),
    ...(closedKinds(action, events, final) === undefined ? {} : { close_kinds: closedKinds(action, events, final) }),
    ...(write.answer === undefined ? {} : { key: keyRow(action.id, write.answer({ action, entries })) }),
  }
  return { parameters, action, steps }
}

function patchOf(action: Action, write: ActionWrite) {
  return {
    expires_at: action.expiresAt,
    needs_human: action.status === 'OUTCOME_UNKNOWN' && action.needsHuman,
    ...(action.digest === undefined ? {} : { digest: action.digest }),
    ...(write.mediaSha256 === undefined ? {} : { media_sha256: write.mediaSha256 }),
    ...(action.status === 'RATE_LIMITED' ? { retry_at: action.retryAt } : {}),
    ...(action.status === 'COMPLETED' ? { platform_ref_id: action.platformRefId, permalink: action.permalink } : {}),
    ...(action.status === 'FAILED' ? { error: errorDetails(action.error) } : {}),
    ...(write.resolution === undefined ? {} : { resolution: write.resolution }),
  }
}

function receiptOf(receipt: CommandReceipt) {
  const { jti, digest, bodySha256, body, signature, publicKey, acceptedAt } = receipt
  return {
    ...{ jti, digest, body, signature },
    ...{ body_sha256: bodySha256, public_key: publicKey, accepted_at: acceptedAt },
  }
}

/** JSON of its own goes as text, so that the payload stays as it was sent. */
function editOf(action: Action, { payload, fingerprint, preflight }: ActionContent, mediaSha256?: string[]) {
  return {
    account: action.account,
    payload: JSON.stringify(payload),
    fingerprint,
    preflight: JSON.stringify(preflight),
    authors: JSON.stringify(action.authors),
    digest: action.digest,
    media_sha256: mediaSha256 === undefined ? undefined : JSON.stringify(mediaSha256),
    schedule_time: action.scheduleTime,
    expires_given: action.expiresGiven,
    max_late_seconds: action.maxLateSeconds,
    approvals_required: action.approvalsRequired,
    guard_duplicates: payload.allow_duplicate !== true,
  }
}

function attemptOf(attempt: NonNullable<ActionWrite['attempt']>) {
  return {
    id: attempt.id,
    fence: attempt.fence,
    outcome: attempt.outcome,
    http_status: attempt.httpStatus,
    error: attempt.error && errorDetails(attempt.error),
    probes: attempt.probes,
    platform_ref_id: attempt.platformRefId,
    echo: attempt.echo,
    sender_done: attempt.senderDone,
  }
}

function approvalOf(events: readonly ActionEvent[], headSeq: number) {
  const index = events.findIndex(event => event.type === 'action.approved')
  const event = events[index]
  if (event?.type !== 'action.approved') return undefined
  const { by, digest, comment, at } = event
  return { seq: headSeq + index + 1, sub: by.sub, principal: by.principal, digest, comment, at }
}

/** Work and timers that have become pointless. */
function closedKinds(action: Action, events: readonly ActionEvent[], final: boolean): StepKind[] | undefined {
  const before: StepKind[] = [PREPARE_STEP[action.platform], EXECUTE_STEP[action.platform], 'command', 'expire']
  if (final) return [...before, 'reconcile', 'resolve']
  if (events.some(event => event.type === 'action.edited')) return before
  const settled = events.some(event => event.type === 'attempt.not_sent' || event.type === 'attempt.absent')
  return settled ? ['reconcile', 'resolve'] : undefined
}
