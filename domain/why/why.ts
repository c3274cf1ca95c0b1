// The contract's reasons for what a subject waits for.

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

export interface Why {
  reason: WhyReason
  detail: string
  /** RFC 3339 UTC, as all times here. */
  since: string
  until?: string
}

export function why(reason: WhyReason, detail: string, since: Date, until?: Date): Why {
  return { reason, detail, since: since.toISOString(), ...(until === undefined ? {} : { until: until.toISOString() }) }
}
