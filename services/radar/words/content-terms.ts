// The place where words become terms: small words dropped, endings taken off.
import snowball from 'snowball-stemmers'
import stopWordsIso from 'stopwords-iso/stopwords-iso.json' with { type: 'json' }
import type { Language } from './language.ts'

export interface Term {
  /** What terms are compared by. */
  stem: string
  /** As it was written, in lower case. */
  surface: string
}

const ALGORITHMS: Readonly<Record<Language, string>> = {
  en: 'english',
  de: 'german',
  es: 'spanish',
  fr: 'french',
  ru: 'russian',
}
const stemmers = mapLanguages(language => snowball.newStemmer(ALGORITHMS[language]))
// Names and English loans stand in texts of every language: English small words are dropped everywhere.
const stopWords = mapLanguages(language => new Set([...stopWordsIso[language], ...stopWordsIso.en]))

/** The clause's terms with gaps (undefined) where a small word stood, so that phrases do not jump over it. */
export function contentTerms(clause: readonly string[], language: Language): (Term | undefined)[] {
  return clause.map(surface =>
    isContent(surface, language) ? { stem: stemOf(surface, language), surface } : undefined,
  )
}

export function stemOf(word: string, language: Language): string {
  // Snowball knows a language's own letters only: marks of others stay as they are.
  return stemmers[language].stem(word)
}

function isContent(word: string, language: Language): boolean {
  if (stopWords[language].has(word) || !/\p{L}/u.test(word)) return false
  return word.length > 1 || /\p{Script=Han}/u.test(word)
}

function mapLanguages<T>(make: (language: Language) => T): Readonly<Record<Language, T>> {
  return { en: make('en'), de: make('de'), es: make('es'), fr: make('fr'), ru: make('ru') }
}
