// The languages that radar knows words of, and how it tells which one a text is in.

export const LANGUAGES = ['en', 'de', 'es', 'fr', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

/** Small words that one of the languages uses all the time and the others hardly ever. */
const TELLING: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    'the of and to is that for with are was this from you it be have not they which by at as we his'.split(' '),
  ),
  de: new Set(
    'der die das und ist nicht ein eine den dem mit auf für im zu sich auch wird sind bei wie aus dass von'.split(' '),
  ),
  es: new Set('el los las y del que para por con una es está son como pero su al más muy sin sobre ya fue'.split(' ')),
  fr: new Set(
    'le les et des est une pour dans que qui pas sur avec au aux du ce cette sont il elle nous ne plus ou'.split(' '),
  ),
  ru: new Set('и в не на с что по это как из у за от для но же был'.split(' ')),
}

/** The language of a BCP 47 tag, when it is one of ours. */
export function languageOfTag(tag: string | undefined): Language | undefined {
  if (tag === undefined) return undefined
  const { language } = new Intl.Locale(tag)
  return LANGUAGES.find(known => known === language)
}

/** By its small words; fewer than two of them, or a tie, leave `fallback`: "pour-over" is not French yet. */
export function languageOf(clauses: readonly (readonly string[])[], fallback: Language): Language {
  const words = clauses.flat()
  const hits = LANGUAGES.map(language => ({
    language,
    count: words.filter(word => TELLING[language].has(word)).length,
  }))
  const [first, second] = hits.toSorted((a, b) => b.count - a.count)
  if (first && second && first.count >= 2 && first.count > second.count) return first.language
  return words.some(word => /\p{Script=Cyrillic}/u.test(word)) ? 'ru' : fallback
}
