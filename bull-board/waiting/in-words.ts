// The reasons as an operator would say them.
import type { WaitReason } from './waiting-row.ts'

export const IN_WORDS: Record<WaitReason, string> = {
  NEEDS_HUMAN: 'A person has to resolve it',
  AWAITING_APPROVAL: 'Approvals are missing',
  AWAITING_COMMAND: 'Approved, no signed command yet',
  ENTERPRISE_REFUSED: 'Enterprise gives no command',
  KILL_SWITCH: 'A kill switch holds it',
  ACCOUNT_CLOSED: 'Its account is closed',
  PLATFORM_LIMIT: 'No room in the window of its account or platform',
  BUDGET: 'Its budget is spent for now',
  BREAKER_OPEN: 'Calls to its upstream are held',
  UPSTREAM_RETRY: 'Its upstream failed; tried again',
  RECONCILING: 'Its platform is asked what became of it',
  DRAINING: 'A session drains',
  SCHEDULED: 'Its time has not come',
  QUEUED: 'A worker will take it',
}
