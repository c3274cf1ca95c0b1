// What waits for a person: an action with what is asked of them, and until when.
import { z } from 'zod'
import { ActionResource } from './action.ts'
import { Timestamp } from './primitives.ts'

/** What is to be decided: whether it goes out, or what became of it. */
export const INBOX_KINDS = ['approve', 'resolve'] as const

/** Why the caller may not decide it, or not yet. */
export const DECISION_REFUSALS = [
  'SELF_APPROVAL',
  'ALREADY_APPROVED',
  'HUMAN_REQUIRED',
  'INSUFFICIENT_SCOPE',
  'MEDIA_NOT_READY',
] as const

export const InboxItem = ActionResource.extend({
  kind: z.enum(INBOX_KINDS),
  /** `schedule_time` or `expires_at`, whichever is first. */
  decide_by: Timestamp,
  blocked: z.object({ code: z.enum(DECISION_REFUSALS), detail: z.string() }).optional(),
})
export type InboxItem = z.infer<typeof InboxItem>

/** Counted up to a limit: beyond it `exact` is false, and there are more. */
export const InboxTotal = z.object({ count: z.int().min(0), exact: z.boolean() })
