// What of a brief a signal can be about.
import type { Brief } from '#contracts/brief.ts'
import { BRIEF_WORDS } from '../words/brief-words.ts'
import { contentTerms, type Term } from '../words/content-terms.ts'
import { type Language, languageOf } from '../words/language.ts'
import { tokenise } from '../words/tokenise.ts'

export interface BriefTerm extends Term {
  weight: number
}

/** The heaviest first; none for a brief that asks for whatever is relevant now. A term counts once, by its heaviest field. */
export function briefTerms(brief: Brief, fallback: Language): BriefTerm[] {
  const fields = [
    { text: brief.product, weight: 1.5 },
    { text: brief.objective, weight: 1 },
    { text: brief.audience, weight: 0.5 },
  ].map(({ text, weight }) => ({ clauses: tokenise(text ?? ''), weight }))
  const language = languageOf(
    fields.flatMap(({ clauses }) => clauses),
    fallback,
  )
  const terms = new Map<string, BriefTerm>()
  for (const { clauses, weight } of fields) {
    for (const term of clauses.flatMap(clause => contentTerms(clause, language))) {
      if (!term || BRIEF_WORDS.has(term.surface) || terms.has(term.stem)) continue
      terms.set(term.stem, { ...term, weight })
    }
  }
  return [...terms.values()]
}
