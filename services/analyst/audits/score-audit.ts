// Turns findings into the report: severities and penalties from the catalog, the score explained, the verdict.
import type { QualityCheck, QualityReport } from '#contracts/quality-report.ts'
import type { AuditRules, RuleId, Severity } from './audit-rules.ts'
import type { CheckResult, Finding } from './finding.ts'

/** FAIL when a CRITICAL check failed or the score is below `minScore`. Every rule that ran is listed, passed ones once. */
export function scoreAudit(results: readonly CheckResult[], rules: AuditRules, minScore: number): QualityReport {
  const findings = results.flatMap(result => result.findings)
  const ran = [
    ...new Set(results.flatMap(result => [...result.ran, ...result.findings.map(finding => finding.ruleId)])),
  ]
  const failed = new Set(findings.map(finding => finding.ruleId))
  const failures = findings.map(finding => failure(finding, rules)).sort((one, other) => gravity(other) - gravity(one))
  const passes = ran.filter(ruleId => !failed.has(ruleId)).map(ruleId => pass(ruleId, rules))
  const { score, explanation } = scoreOf(findings, rules)
  const reached = score >= minScore
  const scoreCheck: QualityCheck = {
    name: 'score',
    severity: ruleOf('score', rules).severity,
    passed: reached,
    message: `${explanation}; ${minScore} needed`,
  }
  const critical = failures.some(check => check.severity === 'CRITICAL')
  return {
    verdict: critical || !reached ? 'FAIL' : 'PASS',
    score,
    checks: [...failures, ...passes, scoreCheck],
    rules_version: rules.version,
  }
}

/** One rule broken in many places costs at most `mostCountedPerRule` times: a single habit is not many faults. */
function scoreOf(findings: readonly Finding[], rules: AuditRules): { score: number; explanation: string } {
  const counts = Map.groupBy(findings, finding => finding.ruleId)
  const costs = [...counts].map(([ruleId, of]) => {
    const penalty = rules.penalties[ruleOf(ruleId, rules).severity]
    return { ruleId, cost: penalty * Math.min(of.length, rules.mostCountedPerRule) }
  })
  const charged = costs.filter(({ cost }) => cost > 0)
  const score = Math.max(0, 100 - charged.reduce((sum, { cost }) => sum + cost, 0))
  return {
    score,
    explanation: `${['100', ...charged.map(({ ruleId, cost }) => `${cost} (${ruleId})`)].join(' − ')} = ${score}`,
  }
}

function failure({ ruleId, channel, message }: Finding, rules: AuditRules): QualityCheck {
  return {
    name: ruleId,
    severity: ruleOf(ruleId, rules).severity,
    passed: false,
    message: channel === undefined ? message : `${channel}: ${message}`,
  }
}

function pass(ruleId: RuleId, rules: AuditRules): QualityCheck {
  const { severity, title } = ruleOf(ruleId, rules)
  return { name: ruleId, severity, passed: true, message: title }
}

function ruleOf(ruleId: RuleId, rules: AuditRules): { severity: Severity; title: string } {
  const rule = rules.rules.get(ruleId)
  if (rule === undefined) throw new Error(`audit rule ${ruleId} has no severity`)
  return rule
}

function gravity(check: QualityCheck): number {
  return { INFO: 0, WARNING: 1, CRITICAL: 2 }[check.severity]
}
