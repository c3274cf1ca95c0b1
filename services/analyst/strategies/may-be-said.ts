// Says whether a text of ours would pass the audit that it will meet: the same rules, asked before.
import type { Brief } from '#contracts/brief.ts'
import type { AuditRules } from '../audits/audit-rules.ts'
import { auditedPiece } from '../audits/audited-piece.ts'
import { checkClaims } from '../audits/checks/check-claims.ts'
import { guardrailBreaches } from '../audits/guardrail-breaches.ts'
import { parseGuardrail } from '../audits/parse-guardrail.ts'

export function mayBeSaid(brief: Brief, rules: AuditRules): (text: string) => boolean {
  // What is required or limits the length is the business of whoever writes the whole text.
  const forbidding = [...(brief.guardrails ?? []), ...(brief.constraints ?? [])]
    .flatMap(guardrail => parseGuardrail(guardrail).checks)
    .filter(check => check.kind === 'forbid_text' || check.kind === 'forbid_kind')
  return text => {
    const piece = auditedPiece({ channel: '', text, media: [] })
    if (forbidding.some(check => guardrailBreaches(check, piece, rules).length > 0)) return false
    return checkClaims([piece], rules, 'en').findings.length === 0
  }
}
