// Sentiment by word lists (AFINN-165 in translation), for languages that have no better tool here.
import de from 'afinn-165-multilingual/build/AFINN-de.json' with { type: 'json' }
import es from 'afinn-165-multilingual/build/AFINN-es.json' with { type: 'json' }
import fr from 'afinn-165-multilingual/build/AFINN-fr.json' with { type: 'json' }
import ru from 'afinn-165-multilingual/build/AFINN-ru.json' with { type: 'json' }
import { stemOf } from '../words/content-terms.ts'
import type { Language } from '../words/language.ts'
import { tokenise } from '../words/tokenise.ts'
import { MENDED, NEGATORS } from './sentiment-words.ts'

type Listed = Exclude<Language, 'en'>

/** How far a negator reaches, in words; and what it leaves of the worth (VADER's factor: "not bad" is less than good). */
const REACH = 4
const NEGATED = -0.74
/** VADER's normalisation: a sum of 4 is about 0.72. */
const ALPHA = 15

const LEXICONS: Readonly<Record<Listed, ReadonlyMap<string, number>>> = {
  de: lexiconOf(de, 'de'),
  es: lexiconOf(es, 'es'),
  fr: lexiconOf(fr, 'fr'),
  ru: lexiconOf(ru, 'ru'),
}

/** -1 to 1; 0 when no word is listed. */
export function lexiconSentiment(text: string, language: Listed): number {
  const sum = tokenise(text).reduce((total, clause) => total + clauseWorth(clause, language), 0)
  return sum / Math.sqrt(sum * sum + ALPHA)
}

function clauseWorth(clause: readonly string[], language: Listed): number {
  return clause.reduce((sum, word, at) => {
    const worth = worthOf(word, language)
    return worth === 0 ? sum : sum + worth * (isNegated(clause, at, language) ? NEGATED : 1)
  }, 0)
}

function worthOf(word: string, language: Listed): number {
  if (NEGATORS[language].has(word)) return 0
  const lexicon = LEXICONS[language]
  return lexicon.get(word) ?? lexicon.get(stemKey(word, language)) ?? 0
}

function isNegated(clause: readonly string[], at: number, language: Listed): boolean {
  const before = clause.slice(Math.max(0, at - REACH), at)
  // German puts it behind the verb: "gefällt uns nicht".
  const after = language === 'de' ? clause.slice(at + 1, at + 3) : []
  return [...before, ...after].some(word => NEGATORS[language].has(word))
}

/** Exact words, and under a mark their stems, for the list has one form of each word; stems of contrary words cancel out. */
function lexiconOf(list: Readonly<Record<string, number | null>>, language: Listed): Map<string, number> {
  const words = Object.entries({ ...lowerCased(list), ...MENDED[language] }).filter(([word]) => !word.includes(' '))
  const lexicon = new Map<string, number>()
  for (const [word, worth] of words) {
    const key = stemKey(word, language)
    const known = lexicon.get(key)
    lexicon.set(key, known === undefined || Math.sign(known) === Math.sign(worth) ? worth : 0)
  }
  for (const [word, worth] of words) lexicon.set(word, worth)
  return lexicon
}

function stemKey(word: string, language: Listed): string {
  return `*${stemOf(word, language)}`
}

/** Nouns are capitalised in the German list; each list has one empty entry without a worth. */
function lowerCased(list: Readonly<Record<string, number | null>>): Record<string, number> {
  const pairs = Object.entries(list).map(([word, worth]): [string, number] => [word.toLowerCase(), worth ?? 0])
  return Object.fromEntries(pairs.filter(([word]) => word !== ''))
}
