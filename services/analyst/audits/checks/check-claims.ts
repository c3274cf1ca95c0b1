// Checks the texts against the claims that must not be made, in every language that there are rules for.
import type { AuditRules, RuleId } from '../audit-rules.ts'
import type { AuditedPiece } from '../audited-piece.ts'
import type { CheckResult, Finding } from '../finding.ts'
import { findPhrase } from '../text/phrase.ts'

/** All languages are looked through, for a text need not be in the language of its brief. */
export function checkClaims(
  pieces: readonly AuditedPiece[],
  rules: AuditRules,
  locale: string | undefined,
): CheckResult {
  const ran = [...new Set(rules.claims.map(claim => claim.ruleId))]
  const findings = pieces.flatMap(piece => claimFindings(piece, rules))
  const language = languageOf(locale)
  const unsupported: Finding[] = rules.locales.includes(language)
    ? []
    : [{ ruleId: 'locale.unsupported', message: `no rules for “${language}” yet: claims and tone need a human eye` }]
  return { ran: [...ran, 'locale.unsupported'], findings: [...findings, ...unsupported] }
}

function claimFindings({ channel, folded }: AuditedPiece, rules: AuditRules): Finding[] {
  const findings = new Map<RuleId, Finding>()
  for (const claim of rules.claims) {
    if (findings.has(claim.ruleId)) continue
    const match = claim.phrases.map(phrase => findPhrase(folded, phrase, claim)).find(found => found !== null)
    if (match === undefined || match === null) continue
    const disguise = match.disguised ? ', disguised in its spelling' : ''
    findings.set(claim.ruleId, {
      ruleId: claim.ruleId,
      channel,
      message: `says “${match.found}”${disguise} (rules ${claim.locale})`,
    })
  }
  return [...findings.values()]
}

/** The language of a BCP 47 tag; English where the brief names none. */
export function languageOf(locale: string | undefined): string {
  return new Intl.Locale(locale ?? 'en').language
}
