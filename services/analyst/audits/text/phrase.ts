// A phrase of a rule, ready to be looked for in folded text.
import { type FoldedText, foldLetters } from './fold-text.ts'

export interface Phrase {
  /** With word boundaries, words parted by blanks or hyphens. */
  bounded: RegExp
  /** The same, blanks optional: `riskfree`. */
  glued: RegExp
  /** Without boundaries: for what was spelled letter by letter. */
  loose: RegExp
}

/** `source` is a regular expression in folded spelling (lower case, no accents); a blank means any gap between words. */
export function compilePhrase(source: string): Phrase {
  const gap = source.replaceAll(' ', '[\\s\\-_]+')
  const noGap = source.replaceAll(' ', '[\\s\\-_]*')
  return {
    bounded: new RegExp(bound(gap), 'giu'),
    glued: new RegExp(bound(noGap), 'giu'),
    loose: new RegExp(noGap, 'giu'),
  }
}

/** A phrase of free text, e.g. a competitor's name: every sign stands for itself. */
export function literalPhrase(text: string): Phrase {
  return compilePhrase(foldLetters(text).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}

export interface PhraseMatch {
  found: string
  /** It was only there once spelling tricks were undone. */
  disguised: boolean
}

export interface PhraseOptions {
  except?: readonly RegExp[]
  negation?: RegExp | null
}

/** The first place where the phrase stands and is neither excepted nor negated, or null. */
export function findPhrase(text: FoldedText, phrase: Phrase, options: PhraseOptions = {}): PhraseMatch | null {
  const plain = firstMatch(text.plain, phrase.bounded, options)
  if (plain !== null) return { found: plain, disguised: false }
  // What stands there openly but was excepted or negated must not be found again in the undone spelling.
  if (matches(text.plain, phrase.bounded)) return null
  const undone = firstMatch(text.undisguised, phrase.glued, options) ?? firstMatch(text.spacedRuns, phrase.loose, {})
  return undone === null ? null : { found: undone, disguised: true }
}

function firstMatch(text: string, pattern: RegExp, { except = [], negation = null }: PhraseOptions): string | null {
  const masked = except.reduce((rest, span) => rest.replace(span, hit => '\ue000'.repeat(hit.length)), text)
  for (const match of masked.matchAll(pattern)) {
    if (match[0] === '') continue
    if (negation?.test(masked.slice(clauseStart(masked, match.index), match.index))) continue
    return match[0]
  }
  return null
}

function matches(text: string, pattern: RegExp): boolean {
  return text.search(pattern) >= 0
}

/** A negation reaches no further back than its own clause. */
function clauseStart(text: string, index: number): number {
  return Math.max(...['.', '!', '?', ';', ':', ','].map(sign => text.lastIndexOf(sign, index - 1))) + 1
}

function bound(source: string): string {
  return `(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`
}
