// The orchestrator's own rule on a quality report: an upstream's PASS alone publishes nothing (seed 004).
import type { QualityVerdict, Severity } from '../quality-verdict.ts'

/** Recorded in the trail with each decision, so that a later reader knows which rule let a text through. */
export const QUALITY_GATE_VERSION = 'gate-1'

interface Report {
  verdict: QualityVerdict
  checks: readonly { name: string; severity: Severity; passed: boolean; message: string }[]
}

export type GateDecision = { passed: true } | { passed: false; blockedBy: string[] }

/**
 * A report exists, its verdict is PASS, and no CRITICAL check failed; anything else blocks.
 * @returns the decision and, when blocked, what blocked it by name
 */
export function applyQualityGate(report: Report | undefined): GateDecision {
  if (report === undefined) return { passed: false, blockedBy: ['there is no quality report'] }
  const blockedBy = report.checks
    .filter(check => check.severity === 'CRITICAL' && !check.passed)
    .map(check => `${check.name}: ${check.message}`)
  if (report.verdict === 'PASS' && blockedBy.length === 0) return { passed: true }
  if (blockedBy.length > 0) return { passed: false, blockedBy }
  const failed = report.checks.filter(check => !check.passed).map(check => `${check.name}: ${check.message}`)
  return { passed: false, blockedBy: [`verdict ${report.verdict}`, ...failed] }
}
