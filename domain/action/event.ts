// What can happen to an action; each event is one entry of its audit chain.
import type { Actor } from '../actor.ts'
import type { JsonObject } from '../audit-entry.ts'
import type { ActionEdit, ActionError, Resolution } from './action.ts'

export type ActionEvent =
  | { type: 'action.media_ready'; digest: string; mediaSha256: string[] }
  | { type: 'action.edited'; by: Actor; edit: ActionEdit; voided: number }
  | {
      type: 'action.approved'
      by: Actor
      digest: string
      comment?: string
      at: string
      remaining: number
      expiresAt?: string
    }
  /** A signed command came and held; one that did not changes nothing but the trail. */
  | { type: 'command.accepted'; jti: string; bodySha256: string; how: 'http' | 'on_approval' }
  | { type: 'command.refused'; code: string; detail: string; jti?: string }
  | { type: 'resolution.asked'; resolution: Resolution }
  | { type: 'action.queued'; why: string }
  /** It is not out, and was doubted before it was commanded. */
  | { type: 'action.returned'; to: 'PENDING_APPROVAL' | 'APPROVED_BY_HUMAN'; why: string }
  | { type: 'action.scheduled'; until: string }
  | { type: 'action.rejected'; reason: string }
  | { type: 'action.cancelled'; reason: string }
  | { type: 'action.expired'; expiresAt: string }
  | { type: 'action.missed'; scheduleTime: string; maxLateSeconds: number }
  | { type: 'attempt.started'; fence: number }
  | { type: 'attempt.not_sent'; fence: number; detail: string }
  | { type: 'attempt.unknown'; fence: number; detail: string }
  /** `probes` that found nothing, or a person's word. */
  | { type: 'attempt.absent'; fence: number; probes: number; by?: Actor }
  | { type: 'action.rate_limited'; until: string }
  | { type: 'action.needs_human'; why: string }
  | { type: 'action.completed'; platformRefId: string; permalink?: string; how: 'answer' | 'probe' | 'person' }
  | { type: 'action.failed'; error: ActionError }

/** The details of the audit entry of an event, in the contract's snake case. */
export function actionEventDetails(event: ActionEvent): JsonObject {
  switch (event.type) {
    case 'action.media_ready':
      return { digest: event.digest, media_sha256: event.mediaSha256 }
    case 'action.edited': {
      const { changed, account, digest, expiresAt } = event.edit
      return {
        changed,
        account,
        expires_at: expiresAt,
        voided: event.voided,
        ...(digest === undefined ? {} : { digest }),
      }
    }
    case 'action.approved':
      return {
        digest: event.digest,
        ...(event.comment === undefined ? {} : { comment: event.comment }),
        remaining: event.remaining,
        ...(event.expiresAt === undefined ? {} : { expires_at: event.expiresAt }),
      }
    case 'command.accepted':
      return { jti: event.jti, body_sha256: event.bodySha256, how: event.how }
    case 'command.refused':
      return { code: event.code, detail: event.detail, ...(event.jti === undefined ? {} : { jti: event.jti }) }
    case 'resolution.asked':
      return resolutionDetails(event.resolution)
    case 'action.queued':
      return { why: event.why }
    case 'action.returned':
      return { to: event.to, why: event.why }
    case 'action.scheduled':
    case 'action.rate_limited':
      return { until: event.until }
    case 'action.rejected':
    case 'action.cancelled':
      return { reason: event.reason }
    case 'action.expired':
      return { expires_at: event.expiresAt }
    case 'action.missed':
      return { schedule_time: event.scheduleTime, max_late_seconds: event.maxLateSeconds }
    case 'attempt.started':
      return { fence: event.fence }
    case 'attempt.not_sent':
    case 'attempt.unknown':
      return { fence: event.fence, detail: event.detail }
    case 'attempt.absent':
      return { fence: event.fence, probes: event.probes, ...(event.by === undefined ? {} : { by: { ...event.by } }) }
    case 'action.needs_human':
      return { why: event.why }
    case 'action.completed':
      return {
        platform_ref_id: event.platformRefId,
        ...(event.permalink === undefined ? {} : { permalink: event.permalink }),
        how: event.how,
      }
    case 'action.failed':
      return { error: errorDetails(event.error) }
    default:
      return event satisfies never
  }
}

/** An error as it stands on the wire and in the ledger. */
export function errorDetails(error: ActionError): JsonObject {
  return {
    code: error.code,
    message: error.message,
    ...(error.platformCode === undefined ? {} : { platform_code: error.platformCode }),
    retryable: error.retryable,
  }
}

function resolutionDetails(resolution: Resolution): JsonObject {
  const { by, comment } = resolution
  const common = { by: { ...by }, comment }
  return resolution.outcome === 'published'
    ? { ...common, outcome: 'published', platform_ref_id: resolution.platformRefId }
    : { ...common, outcome: 'not_published', retry: resolution.retry }
}
