// A text as radar reads it: its language, its terms, its mood.
import { sentiment } from './score/sentiment.ts'
import { contentTerms, type Term } from './words/content-terms.ts'
import { type Language, languageOf } from './words/language.ts'
import { tokenise } from './words/tokenise.ts'

export interface ReadText {
  language: Language
  /** Terms clause by clause; undefined where a small word stood. */
  title: (Term | undefined)[][]
  summary: (Term | undefined)[][]
  /** -1 to 1; worked out when it is asked for, since most signals never are. */
  sentiment(): number
}

export type TextReader = (title: string, summary: string, fallback: Language) => ReadText

/** `fallback` is the language when the text does not tell. */
export function readText(title: string, summary: string, fallback: Language): ReadText {
  const titleWords = tokenise(title)
  const summaryWords = tokenise(summary)
  const language = languageOf([...titleWords, ...summaryWords], fallback)
  let mood: number | undefined
  return {
    language,
    title: titleWords.map(clause => contentTerms(clause, language)),
    summary: summaryWords.map(clause => contentTerms(clause, language)),
    sentiment() {
      mood ??= sentiment(`${title}. ${summary}`, language)
      return mood
    },
  }
}

/** The same, remembering the last `max` texts: campaigns scan the same signals over and over. */
export function createTextReader(max: number): TextReader {
  const known = new Map<string, ReadText>()
  return (title, summary, fallback) => {
    const key = JSON.stringify([title, summary, fallback])
    const read = known.get(key) ?? readText(title, summary, fallback)
    known.delete(key)
    known.set(key, read)
    const [oldest] = known.keys()
    if (known.size > max && oldest !== undefined) known.delete(oldest)
    return read
  }
}
