// How much a signal is about the brief.
import type { ReadSignal } from '../read-signal.ts'
import type { ReadText } from '../read-text.ts'
import type { BriefTerm } from './brief-terms.ts'

// BM25's usual constants (Robertson and Zaragoza 2009): saturation of repeated terms, and how much length matters.
const K1 = 1.2
const B = 0.75
/** A word in the title is worth this many in the summary. */
const TITLE_WEIGHT = 2
/** Matches of this many average terms make a relevance of 1 - 1/e. */
const TERMS_OF_A_GOOD_MATCH = 1.5

/** BM25 of each signal over the brief's terms, bent into 0..1; undefined when the brief has no terms to go by. */
export function relevance(terms: readonly BriefTerm[], signals: readonly ReadSignal[]): number[] | undefined {
  if (terms.length === 0) return undefined
  const documents = signals.map(countTerms)
  const averageLength = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length) || 1
  const weighted = terms.map(term => ({ stem: term.stem, value: term.weight * idf(term.stem, documents) }))
  const present = weighted.filter(({ stem }) => documents.some(({ counts }) => counts.has(stem)))
  const meanValue = present.reduce((sum, { value }) => sum + value, 0) / Math.max(1, present.length)
  if (meanValue === 0) return documents.map(() => 0)
  return documents.map(({ counts, length }) => {
    const raw = present.reduce(
      (sum, { stem, value }) => sum + value * saturated(counts.get(stem) ?? 0, length / averageLength),
      0,
    )
    return 1 - Math.exp(-raw / (TERMS_OF_A_GOOD_MATCH * meanValue))
  })
}

function countTerms({ text }: ReadSignal) {
  const counts = new Map<string, number>()
  let length = 0
  const count = (clauses: ReadText['title'], weight: number) => {
    for (const term of clauses.flat()) {
      if (!term) continue
      counts.set(term.stem, (counts.get(term.stem) ?? 0) + weight)
      length += weight
    }
  }
  count(text.title, TITLE_WEIGHT)
  count(text.summary, 1)
  return { counts, length }
}

function idf(stem: string, documents: readonly { counts: ReadonlyMap<string, number> }[]): number {
  const holders = documents.filter(({ counts }) => counts.has(stem)).length
  return Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5))
}

function saturated(count: number, relativeLength: number): number {
  return (count * (K1 + 1)) / (count + K1 * (1 - B + B * relativeLength))
}
