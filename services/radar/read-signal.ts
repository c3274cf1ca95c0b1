// A signal as radar reads it: its language, its words, its story.
import type { RawSignal } from '#contracts/upstream/scout.ts'
import { contentTerms, type Term } from './words/content-terms.ts'
import { type Language, languageOf } from './words/language.ts'
import { tokenise } from './words/tokenise.ts'

export interface ReadSignal {
  signal: RawSignal
  publishedAtMs: number
  language: Language
  /** Terms of the title, then of the summary, clause by clause; undefined where a small word stood. */
  title: (Term | undefined)[][]
  summary: (Term | undefined)[][]
}

/** `fallback` is the language when the text does not tell. */
export function readSignal(signal: RawSignal, fallback: Language): ReadSignal {
  const title = tokenise(signal.title)
  const summary = tokenise(signal.summary)
  const language = languageOf([...title, ...summary], fallback)
  return {
    signal,
    publishedAtMs: Date.parse(signal.published_at),
    language,
    title: title.map(clause => contentTerms(clause, language)),
    summary: summary.map(clause => contentTerms(clause, language)),
  }
}
