// The place where a comparison is put into words, with its sample sizes.
import type { Learning } from '#contracts/learning.ts'
import type { Comparison } from './compare-rates.ts'

export interface Wording {
  readonly subject: string
  readonly ours: string
  readonly theirs: string
  /** What is counted: `campaign`, `post`. */
  readonly unit: string
}

/** Below this a difference is not called one. */
const CLAIM_FROM = 0.5

export function wordComparison(comparison: Comparison, words: Wording): Learning {
  const { ours, theirs, difference, margin, confidence, isEnough } = comparison
  const counted = `${amount(ours.count, words.unit)} of ${words.ours}: mean engagement rate ${percent(ours.mean)}; ${amount(theirs.count, words.unit)} of ${words.theirs}${theirs.count === 0 ? '' : `: ${percent(theirs.mean)}`}`
  if (!isEnough) {
    return {
      subject: words.subject,
      finding: `Too little data to compare ${words.ours} with ${words.theirs}.`,
      evidence: `${counted}.`,
      confidence: 0,
    }
  }
  const interval = `difference ${points(difference)}, 95 % interval ${points(difference - margin)} to ${points(difference + margin)}`
  const isClaimed = confidence >= CLAIM_FROM
  const finding = isClaimed
    ? `So far ${words.ours} did ${difference > 0 ? 'better' : 'worse'} than ${words.theirs}.`
    : `No clear difference yet between ${words.ours} and ${words.theirs}.`
  return {
    subject: words.subject,
    finding,
    evidence: `${counted}; ${interval}.`,
    confidence: Math.round(confidence * 100) / 100,
  }
}

export function percent(rate: number): string {
  return `${(rate * 100).toFixed(2)} %`
}

/** Percentage points. */
export function points(difference: number): string {
  return `${(difference * 100).toFixed(2)} points`
}

export function amount(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
