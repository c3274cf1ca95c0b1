// The place where guardrails and constraints that say exactly what they mean become rules; what is vague is the audit's to judge.

export interface CopyRules {
  /** Words and phrases that must not appear. */
  readonly forbidden: readonly string[]
  /** Phrases, hashtags and links that must appear. */
  readonly required: readonly string[]
  readonly without: Readonly<Record<'hashtags' | 'emoji' | 'exclamations' | 'links' | 'questions', boolean>>
}

const NEGATIVE =
  /(?<!\p{L})(?:no|not|never|avoid|don['’]t|without|forbidden|banned|prohibited|nunca|sin|evita[r]?|prohibid[oa]s?|nicht|kein[e]?|nie|niemals|vermeide[n]?|verboten[e]?|ne|pas|jamais|sans|éviter|évitez|interdit[e]?s?|não|sem|evite|proibid[oa]s?|non|mai|senza|evitare|vietat[oaie]|niet|geen|nooit|vermijd|bez|nigdy|nie używaj|не|никогда|без|запрещ\p{L}*)(?!\p{L})/iu
const POSITIVE =
  /(?<!\p{L})(?:must|always|include|mention|add|link to|say|end with|incluye|incluir|menciona|siempre|immer|erwähne|enthalten|toujours|inclure|mentionner|sempre|incluir|includere|altijd|zawsze|всегда)(?!\p{L})/iu
/** What follows these, up to the end of the clause, is the list of what is forbidden. */
const NAMED =
  /(?:\b(?:words?|terms?|phrases?|say(?:ing)?|mention(?:ing)?|promis(?:e|ing)|use|using|call it|palabras?|digas?|decir|usar|menciones|mencionar|wörter|wort|sagen|erwähnen|verwenden|mots?|dire|mentionner|utiliser|palavras?|dizer|parole|parola|usare)\b|^\s*(?:avoid|forbidden|banned|prohibited|evitar|vermeiden|éviter|evite|evitare)\b)\s*:?\s*(.+)$/iu
const QUOTED = /["“”„«»‘]([^"“”„«»‘’]{1,80})["“”„«»’]|(?<!\p{L})'([^']{1,80})'(?!\p{L})/gu
const LINKS_AND_TAGS = /https?:\/\/[^\s"'“”»,;]+[^\s"'“”»,;.!?)]|#[\p{L}\p{N}_]+/gu

export function readGuardrails(sentences: readonly string[]): CopyRules {
  const forbidden = new Set<string>()
  const required = new Set<string>()
  for (const clause of sentences.flatMap(clauses)) {
    const isNegative = NEGATIVE.test(clause)
    if (isNegative) for (const term of forbiddenIn(clause)) forbidden.add(term)
    else if (POSITIVE.test(clause)) for (const term of exactTerms(clause)) required.add(term)
  }
  return {
    forbidden: [...forbidden],
    required: [...required],
    without: {
      hashtags: bans(sentences, /hash\s?-?tags?/iu),
      emoji: bans(sentences, /emojis?|emoticon\p{L}*/iu),
      exclamations: bans(sentences, /exclamation\p{L}*|exclamaci\p{L}+|ausrufe\p{L}*|exclama\p{L}*/iu),
      links: bans(sentences, /links?|urls?|enlaces?|liens?/iu),
      questions: bans(sentences, /(?:rhetorical )?questions?|preguntas?|fragen/iu),
    },
  }
}

function clauses(sentence: string): string[] {
  return sentence
    .split(/[;\n]|\.\s+/u)
    .map(clause => clause.trim())
    .filter(clause => clause !== '')
}

function exactTerms(clause: string): string[] {
  const quoted = [...clause.matchAll(QUOTED)].map(match => match[1] ?? match[2] ?? '')
  const marks = clause.match(LINKS_AND_TAGS) ?? []
  return [...quoted, ...marks].map(term => term.trim()).filter(term => term !== '')
}

function forbiddenIn(clause: string): string[] {
  const exact = exactTerms(clause)
  if (exact.length > 0) return exact
  const list = clause.match(NAMED)?.[1] ?? ''
  return list
    .split(/,|\/|\s+(?:or|and|nor|o|y|ni|oder|und|ou|et|e|of|en)\s+/iu)
    .map(term =>
      term
        .replace(/[.!?:"']+/gu, '')
        .replace(/^\s*(?:the|a|an|any|words?|terms?|phrases?|like|such as|el|la|die|der|das|le|les)\s+/iu, '')
        .trim(),
    )
    .filter(term => term !== '' && term.split(/\s+/u).length <= 3)
}

/** "no hashtags", "avoid using emoji", "sin hashtags": the thing right after the refusal, at most two words between. */
function bans(sentences: readonly string[], thing: RegExp): boolean {
  const refusal = new RegExp(`(?:${NEGATIVE.source})(?:\\s+[\\p{L}'’]+){0,2}?\\s+(?:${thing.source})(?!\\p{L})`, 'iu')
  return sentences.some(sentence => refusal.test(sentence))
}
