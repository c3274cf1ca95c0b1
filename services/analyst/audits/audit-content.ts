// The quality audit: all checks over all pieces, then one report.
import type { QualityReport } from '#contracts/quality-report.ts'
import type { AuditRequest } from '#contracts/upstream/analyst.ts'
import type { AuditRules } from './audit-rules.ts'
import { auditedPiece } from './audited-piece.ts'
import { checkClaims } from './checks/check-claims.ts'
import { checkDuplicates } from './checks/check-duplicates.ts'
import { checkGuardrails } from './checks/check-guardrails.ts'
import { checkLimits } from './checks/check-limits.ts'
import { checkLinks } from './checks/check-links.ts'
import { checkMedia } from './checks/check-media.ts'
import { checkPresence } from './checks/check-presence.ts'
import { checkTone } from './checks/check-tone.ts'
import type { MediaSource } from './media/media-source.ts'
import { scoreAudit } from './score-audit.ts'

export interface AuditParts {
  rules: AuditRules
  media: MediaSource
  /** Below it the verdict is FAIL even without a CRITICAL finding. */
  minScore: number
}

/** Deterministic but for the media, which are really fetched. Throws a 503 problem when the object store is away. */
export async function auditContent(
  { brief, content, strategy_brief }: Pick<AuditRequest, 'brief' | 'content' | 'strategy_brief'>,
  { rules, media, minScore }: AuditParts,
  signal: AbortSignal,
): Promise<QualityReport> {
  const pieces = content.map(auditedPiece)
  const results = [
    checkPresence(pieces, strategy_brief),
    checkLimits(pieces, rules),
    checkClaims(pieces, rules, brief.locale),
    checkGuardrails(pieces, brief, strategy_brief, rules),
    checkLinks(pieces, rules),
    await checkMedia(pieces, media, signal),
    checkDuplicates(pieces),
    checkTone(pieces, rules, `${brief.product ?? ''} ${brief.objective}`),
  ]
  return scoreAudit(results, rules, minScore)
}
