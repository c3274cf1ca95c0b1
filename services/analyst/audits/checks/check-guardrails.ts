// Checks the texts against the guardrails and constraints of the brief; what no rule can read is named, never passed over.
import twitterText from 'twitter-text'
import type { Brief } from '#contracts/brief.ts'
import type { StrategyBrief } from '#contracts/strategy-brief.ts'
import type { AuditRules, RuleId } from '../audit-rules.ts'
import type { AuditedPiece } from '../audited-piece.ts'
import type { CheckResult, Finding } from '../finding.ts'
import type { ForbiddenKind } from '../guardrail-forms.ts'
import { type GuardrailCheck, type ParsedGuardrail, parseGuardrail } from '../parse-guardrail.ts'
import { findEmoji } from '../text/find-emoji.ts'
import { findPhrase, literalPhrase } from '../text/phrase.ts'

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
    breaches(check, piece, rules).map(
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

/** What in the piece goes against the check, in words. */
function breaches(check: GuardrailCheck, piece: AuditedPiece, rules: AuditRules): string[] {
  switch (check.kind) {
    case 'forbid_text':
      return check.texts
        .filter(text => findPhrase(piece.folded, literalPhrase(text)) !== null)
        .map(text => `says “${text}”`)
    case 'require_text':
      return check.texts
        .filter(text => findPhrase(piece.folded, literalPhrase(text)) === null)
        .map(text => `does not say “${text}”`)
    case 'forbid_kind':
      return kindFound(check.what, piece, rules)
        .slice(0, 1)
        .map(found => `holds “${found}”`)
    case 'max_length': {
      const length =
        check.unit === 'words' ? (piece.readFolded.plain.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) : [...piece.text].length
      return length > check.count ? [`has ${length} ${check.unit}`] : []
    }
    default:
      return check satisfies never
  }
}

const PRICE =
  /(?:[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥]|(?:eur|usd|gbp|chf|euros?|dollars?|dólares|pounds?|pesos|franken|cents?)(?!\p{L})))/iu

function kindFound(what: ForbiddenKind, { text, folded, links }: AuditedPiece, rules: AuditRules): string[] {
  switch (what) {
    case 'discounts':
      return rules.discounts.flatMap(phrase => findPhrase(folded, phrase)?.found ?? [])
    case 'prices':
      return [...(text.normalize('NFKC').match(PRICE) ?? [])]
    case 'emoji':
      return findEmoji(text).map(emoji => emoji.text)
    case 'hashtags':
      return twitterText.extractHashtags(text).map(tag => `#${tag}`)
    case 'mentions':
      return twitterText.extractMentions(text).map(name => `@${name}`)
    case 'links':
      return links.map(link => link.written)
    case 'exclamations':
      return [...(text.match(/[!！¡]/g) ?? [])]
    case 'questions':
      // A question mark inside a link asks nothing.
      return [...(links.reduce((rest, link) => rest.replaceAll(link.written, ' '), text).match(/[?？¿]/g) ?? [])]
    case 'superlatives':
      return rules.claims
        .filter(claim => claim.ruleId === 'claims.superlative')
        .flatMap(claim => claim.phrases.flatMap(phrase => findPhrase(folded, phrase, claim)?.found ?? []))
    default:
      return what satisfies never
  }
}
