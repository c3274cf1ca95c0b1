// The words by which guardrails are recognised, for English, Spanish, German, French, Portuguese and Italian.

/** What can be forbidden as a kind, and what it is called where it is forbidden. */
export const BANNED_KINDS = {
  discounts:
    /discounts?|discount codes?|price cuts?|coupons?|vouchers?|promo(?:tional)? codes?|special offers?|descuentos?|rebajas?|rabatte?|gutscheine?|sonderangebote?|réductions?|descontos?|sconti/iu,
  prices: /prices?|price claims?|pricing|price tags?|precios?|preise?|preisangaben|prix|preços?|prezzi/iu,
  emoji: /emojis?|emoticons?|smileys?|emoticonos?/iu,
  hashtags: /hash ?-?tags?|etiquetas/iu,
  mentions: /@?-?mentions?|menciones|erwähnungen/iu,
  links: /links?|urls?|hyperlinks?|enlaces?|liens?/iu,
  exclamations:
    /exclamation\p{L}*(?: marks?| points?)?|(?:signos? de )?(?:exclamaci|admiraci)\p{L}+|ausrufe?\p{L}*|(?:points? d['’])?exclama\p{L}*/iu,
  questions: /(?:rhetorical )?questions?|question marks?|preguntas?|fragen|fragezeichen/iu,
  superlatives: /superlatives?|superlative claims?|superlativos?/iu,
} as const
export type BannedKind = keyof typeof BANNED_KINDS

/** Says that something must not be; anywhere in the clause. */
export const REFUSAL =
  /(?<![\p{L}'’])(?:no|not|never|avoid|don['’]t|without|forbidden|banned|prohibited|off limits|nunca|jamás|sin|evita[r]?|prohibid[oa]s?|nicht|kein(?:e[nmrs]?)?|nie|niemals|ohne|vermeiden?|verboten(?:e[nrs]?)?|gesperrte|ne|pas|jamais|sans|éviter|évitez|interdit[e]?s?|não|sem|evite|proibid[oa]s?|non|mai|senza|evitare|vietat[oaie])(?!\p{L})/iu

/** What follows, up to the end of the clause, is the list of what must not be said. */
export const NAMED =
  /(?:(?<!\p{L})(?:words?|terms?|phrases?|expressions?|say(?:ing)?|mention(?:ing)?|nam(?:e|ing)|promis(?:e|ing)|us(?:e|ing)|writ(?:e|ing)|competitors?(?: such as| like)?|call it|palabras?|términos?|digas?|decir|uses|usar|menciones|mencionar|nombrar|wörter|wort|begriffe?|mots?|dire|mentionner|utiliser|palavras?|dizer|parole|parola|usare)(?!\p{L})|^\s*(?:avoid|forbidden|banned|prohibited|evitar|vermeide[n]?|éviter|evite|evitare)(?!\p{L}))\s*:?\s*(?<list>.+?)(?:\s+(?:is|are) (?:banned|forbidden|prohibited|not allowed|off limits)|(?:\s+(?:nicht|nie|niemals))?\s+(?:verwenden|benutzen|nutzen|sagen|nennen|erwähnen|schreiben))?$/iu

/** Says that something must stand in the text; only at the beginning, and only what is exact counts. */
export const DEMAND =
  /^(?:please\s+)?(?:(?:always|must|should|siempre|debe|immer|stets|toujours|sempre)\s+)?(?:mention|include|say|contain|use|add|name|end with|start with|carry|link(?: back)? to|link|mencionar?|incluir|incluye|decir|usar|añadir|mentionner|inclure|ajouter|mencione|inclua|menziona|includi)\s+(?:(?:the|las?|el|le|la)\s+)?(?:(?:words?|phrases?|hashtags?|text|name|disclaimer|links?|palabras?|frase|texto|nombre)\s*:?\s*)?(?<list>.+)$/iu
/** German puts the verb last. */
export const DEMAND_VERB_LAST =
  /^(?:immer|stets)\s+(?<list>.+?)\s+(?:erwähnen|nennen|verwenden|einbauen|sagen|verlinken)$/iu

export const LONGEST_TEXT =
  /(?:at most|max(?:imum|imal)?\.?(?: of)?|no more than|not more than|not longer than|no longer than|up to|under|below|within|fewer than|less than|máximo(?: de)?|no más de|hasta|menos de|höchstens|nicht (?:mehr|länger) als|bis zu|unter)\s+(?<count>\d{1,5})\s*(?<unit>characters?|chars?|letters?|words?|caracteres?|letras?|palabras?|zeichen|buchstaben|wörter|worte)/iu
export const WORD_UNIT = /^(?:words?|palabras?|wörter|worte)$/iu

export const LIST_MARK = /\s*(?:,|\/|&)\s*|\s+(?:and|or|nor|y|o|u|ni|und|oder|noch|et|ou|e|en|of)\s+/iu
export const LIST_LEAD =
  /^(?:(?:and|or|nor|no|any|the|a|an|like|such as|(?:words?|terms?|phrases?)\s*:?|el|la|las|los|die|der|das|le|les)\s+)+/iu
