// What an edit makes of an action: the new content, its digest where no media has to be hashed anew, and what changed.
import { isDeepStrictEqual } from 'node:util'
import type { ActionPayload } from '#contracts/action.ts'
import type { ActionEdit } from '#domain/action/action.ts'
import { APPROVAL_TTL_MS } from '#domain/action/decide.ts'
import type { ActionChangesInput } from '#domain/ports/action-ledger.ts'
import { actionDigest, contentFingerprint } from './action-digest.ts'
import type { ActionRecord } from './action-row.ts'
import type { ActionContent } from './action-write.ts'

export interface EditedAction {
  edit: ActionEdit
  content: ActionContent
  /** Absent: the bytes behind the media addresses have to be hashed first. */
  mediaSha256?: string[]
}

/**
 * @param now milliseconds since the epoch
 * @param approversOf how many must approve it then
 */
export function editAction(
  record: ActionRecord,
  changes: ActionChangesInput,
  now: number,
  approversOf: (payload: ActionPayload) => number,
): EditedAction {
  const { action, governanceHash } = record
  const payload = (changes.payload ?? record.payload) as ActionPayload // validated at the edge, kept as sent
  const account = changes.account ?? action.account
  const maxLateSeconds = changes.maxLateSeconds ?? action.maxLateSeconds
  // People approve bytes: those behind the addresses of a new payload are hashed anew, same addresses or not.
  const mediaSha256 = changes.payload === undefined ? record.mediaSha256 : noMedia(payload) ? [] : undefined
  const scheduleTime = payload.schedule_time === undefined ? undefined : new Date(payload.schedule_time).toISOString()
  const expiresAt = changes.expiresAt ?? expiryOf(record, scheduleTime, now)
  const digestInput = { actionId: action.id, tenantId: action.tenantId, platform: action.platform, account, payload }
  const digest = mediaSha256 && actionDigest({ ...digestInput, governanceHash, mediaSha256 })
  const changed = [
    ...(isDeepStrictEqual(payload, record.payload) ? [] : ['payload']),
    ...(account === action.account ? [] : ['account']),
    ...(expiresAt === action.expiresAt ? [] : ['expires_at']),
    ...(maxLateSeconds === action.maxLateSeconds ? [] : ['late_policy']),
  ]
  return {
    edit: {
      changed,
      account,
      ...(digest === undefined ? {} : { digest }),
      ...(scheduleTime === undefined ? {} : { scheduleTime }),
      expiresAt,
      expiresGiven: action.expiresGiven || changes.expiresAt !== undefined,
      maxLateSeconds,
      approvalsRequired: approversOf(payload),
    },
    content: { payload, fingerprint: contentFingerprint(payload), preflight: changes.preflight },
    ...(mediaSha256 === undefined ? {} : { mediaSha256 }),
  }
}

const noMedia = (payload: ActionPayload) => (payload.media_urls ?? []).length === 0

/** Named by the proposer it stands; else it follows the schedule, as with a new proposal. */
function expiryOf({ action }: ActionRecord, scheduleTime: string | undefined, now: number): string {
  if (action.expiresGiven || scheduleTime === action.scheduleTime) return action.expiresAt
  const dueMs = scheduleTime === undefined ? now : Math.max(now, Date.parse(scheduleTime))
  return new Date(dueMs + APPROVAL_TTL_MS).toISOString()
}
