// Whether a text speaks well or ill of what it is about.
import vader from 'vader-sentiment'
import type { Language } from '../words/language.ts'
import { lexiconSentiment } from './lexicon-sentiment.ts'

/** -1 to 1. English by VADER (Hutto and Gilbert 2014), which knows negation, degree and "but"; the others by word lists. */
export function sentiment(text: string, language: Language): number {
  if (language !== 'en') return lexiconSentiment(text, language)
  return vader.SentimentIntensityAnalyzer.polarity_scores(text).compound
}
