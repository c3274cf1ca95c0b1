// Checks each text and its media against what the platform takes.
import twitterText from 'twitter-text'
import type { AuditRules, PlatformLimit } from '../audit-rules.ts'
import { type AuditedPiece, limitOf } from '../audited-piece.ts'
import type { CheckResult, Finding } from '../finding.ts'

export function checkLimits(pieces: readonly AuditedPiece[], rules: AuditRules): CheckResult {
  const results = pieces.map(piece => {
    const limit = limitOf(piece, rules.limits)
    return limit === undefined ? null : { limit, findings: limitFindings(piece, limit) }
  })
  const known = results.filter(result => result !== null)
  const ran = known.length === 0 ? [] : (['limit.hashtags', 'limit.media', 'media.required'] as const)
  return {
    ran: [...new Set([...known.map(({ limit }) => limit.ruleId), ...ran])],
    findings: known.flatMap(({ findings }) => findings),
  }
}

/** twitter-text takes seconds for long chains of dots; no text of this length fits, however it is weighted. */
const MOST_WEIGHED = 10_000

/** X counts weighted characters, links as 23, CJK and emoji as 2; the others count UTF-16 units. */
export function countedCharacters(text: string, unit: PlatformLimit['unit']): number {
  return unit === 'weighted' && text.length <= MOST_WEIGHED ? twitterText.parseTweet(text).weightedLength : text.length
}

function limitFindings({ channel, fullText, text, media }: AuditedPiece, limit: PlatformLimit): Finding[] {
  const findings: Finding[] = []
  const characters = countedCharacters(fullText, limit.unit)
  if (characters > limit.mostCharacters) {
    const unit = limit.unit === 'weighted' ? 'weighted characters' : 'characters'
    findings.push({
      ruleId: limit.ruleId,
      channel,
      message: `${characters} ${unit}, ${limit.mostCharacters} are allowed`,
    })
  }
  const hashtags = twitterText.extractHashtags(text).length
  if (hashtags > limit.mostHashtags) {
    findings.push({
      ruleId: 'limit.hashtags',
      channel,
      message: `${hashtags} hashtags, ${limit.mostHashtags} are sensible here`,
    })
  }
  if (media.length > limit.mostMedia) {
    findings.push({ ruleId: 'limit.media', channel, message: `${media.length} media, ${limit.mostMedia} are allowed` })
  }
  if (limit.needsMedia && media.length === 0) {
    findings.push({
      ruleId: 'media.required',
      channel,
      message: 'this kind of account publishes nothing without an image',
    })
  }
  return findings
}
