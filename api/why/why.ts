// The contract's reasons for what a subject waits for.
import { z } from 'zod'
import { Timestamp } from '#contracts/primitives.ts'

export const WHY_REASONS = [
  'AWAITING_APPROVAL',
  'AWAITING_COMMAND',
  'SCHEDULED',
  'QUEUED',
  'ACCOUNT_CLOSED',
  'PLATFORM_LIMIT',
  'BUDGET',
  'KILL_SWITCH',
  'BREAKER_OPEN',
  'ENTERPRISE_REFUSED',
  'RUNNING',
  'RECONCILING',
  'NEEDS_HUMAN',
  'UPSTREAM_RETRY',
  'DRAINING',
  'FINAL',
] as const
export type WhyReason = (typeof WHY_REASONS)[number]

export const Why = z.object({
  reason: z.enum(WHY_REASONS),
  detail: z.string(),
  since: Timestamp,
  until: Timestamp.optional(),
})
export type Why = z.infer<typeof Why>

export function why(reason: WhyReason, detail: string, since: Date, until?: Date): Why {
  return { reason, detail, since: since.toISOString(), ...(until === undefined ? {} : { until: until.toISOString() }) }
}
