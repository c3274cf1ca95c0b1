// What a piece holds against one check of a guardrail.
import twitterText from 'twitter-text'
import type { AuditRules } from './audit-rules.ts'
import type { AuditedPiece } from './audited-piece.ts'
import type { ForbiddenKind } from './guardrail-forms.ts'
import type { GuardrailCheck } from './parse-guardrail.ts'
import { findEmoji } from './text/find-emoji.ts'
import { findPhrase, literalPhrase } from './text/phrase.ts'

/** What in the piece goes against the check, in words. */
export function guardrailBreaches(check: GuardrailCheck, piece: AuditedPiece, rules: AuditRules): string[] {
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
  /(?:[$€£¥]\s?\d[\d.,]*|(?<![\d.,])\d[\d.,]*\s?(?:[$€£¥]|(?:eur|usd|gbp|chf|euros?|dollars?|dólares|pounds?|pesos|franken|cents?)(?!\p{L})))/iu

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
