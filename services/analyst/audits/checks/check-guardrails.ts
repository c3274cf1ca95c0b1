// Checks the texts against the guardrails and constraints of the brief; what no rule can read is named, never passed over.
import type { Brief } from '#contracts/brief.ts'
import type { StrategyBrief } from '#contracts/strategy-brief.ts'
import type { AuditRules, RuleId } from '../audit-rules.ts'
import type { AuditedPiece } from '../audited-piece.ts'
import type { CheckResult, Finding } from '../finding.ts'
import { guardrailBreaches } from '../guardrail-breaches.ts'
import { type GuardrailCheck, type ParsedGuardrail, parseGuardrail } from '../parse-guardrail.ts'

export function checkGuardrails(
  pieces: readonly AuditedPiece[],
  brief: Brief,
  strategy: StrategyBrief,
  rules: AuditRules,
): CheckResult {
  const guardrails = union(brief.guardrails ?? [], strategy.guardrails).map(parseGuardrail)
  const constraints = union(brief.constraints ?? [], strategy.constraints).map(parseGuardrail)
  const both = [...guardrails, ...constraints]
  const checked = both.flatMap(guardrail => guardrail.checks.map(check => runCheck(guardrail, check, pieces, rules)))
  const unread = [
    ...unreadFindings(guardrails, 'guardrail.needs_human'),
    ...unreadFindings(constraints, 'constraint.needs_human'),
  ]
  return {
    ran: [
      ...checked.map(result => result.ruleId),
      ...(guardrails.length > 0 ? (['guardrail.needs_human'] as const) : []),
      ...(constraints.length > 0 ? (['constraint.needs_human'] as const) : []),
    ],
    findings: [...checked.flatMap(result => result.findings), ...unread],
  }
}

function union(...lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat().map(text => text.trim()))].filter(text => text !== '')
}

function unreadFindings(parsed: readonly ParsedGuardrail[], ruleId: RuleId): Finding[] {
  return parsed
    .filter(guardrail => guardrail.needsHuman)
    .map(({ source }) => ({ ruleId, message: `needs a human eye: “${source}”` }))
}

function runCheck(
  guardrail: ParsedGuardrail,
  check: GuardrailCheck,
  pieces: readonly AuditedPiece[],
  rules: AuditRules,
) {
  const ruleId = ruleIdOf(check)
  const findings = pieces.flatMap(piece =>
    guardrailBreaches(check, piece, rules).map(
      (breach): Finding => ({
        ruleId,
        channel: piece.channel,
        message: `${breach}, against “${guardrail.source}”`,
      }),
    ),
  )
  return { ruleId, findings }
}

function ruleIdOf(check: GuardrailCheck): RuleId {
  switch (check.kind) {
    case 'forbid_text':
      return 'guardrail.forbidden_text'
    case 'require_text':
      return 'guardrail.required_text'
    case 'forbid_kind':
      return `guardrail.${check.what}`
    case 'max_length':
      return 'guardrail.max_length'
    default:
      return check satisfies never
  }
}
