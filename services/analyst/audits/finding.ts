// What a check reports: the rules it went through and what it found against them.
import type { RuleId } from './audit-rules.ts'

export interface Finding {
  ruleId: RuleId
  /** `PLATFORM:account`; absent when it is about the content as a whole. */
  channel?: string
  message: string
}

export interface CheckResult {
  /** Every rule that applied, found against or not: what did not apply is not reported as passed. */
  ran: readonly RuleId[]
  findings: readonly Finding[]
}
