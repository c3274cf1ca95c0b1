// The forms in which guardrails are understood, per language. What fits none of them goes to a human eye.

/** What can be forbidden as a kind, each with its rule `guardrail.KIND`. */
export const FORBIDDEN_KINDS = [
  'discounts',
  'prices',
  'emoji',
  'hashtags',
  'mentions',
  'links',
  'exclamations',
  'questions',
  'superlatives',
] as const
export type ForbiddenKind = (typeof FORBIDDEN_KINDS)[number]

export interface GuardrailForms {
  locale: string
  /** `(?<list>…)`: kinds that are forbidden. Tried after all others but `names`. */
  forbids: readonly RegExp[]
  kinds: Readonly<Record<ForbiddenKind, RegExp>>
  /** `(?<list>…)`: words that must not be used, quoted or not. */
  words: readonly RegExp[]
  /** `(?<list>…)`: names, e.g. of competitors, that must not be mentioned. */
  competitors: readonly RegExp[]
  /** `(?<list>…)`: what must not be said; a single word stands for itself. */
  says: readonly RegExp[]
  /** `(?<list>…)`: what must not be mentioned; sure only when quoted or spelled as a name, for a topic has many words. */
  names: readonly RegExp[]
  /** `(?<list>…)`: taken only when quoted, a hashtag or spelled as a name. */
  required: readonly RegExp[]
  /** `(?<count>…)` and `(?<unit>…)`. */
  maxLength: readonly RegExp[]
  wordUnit: RegExp
  /** What parts the members of a list. */
  and: RegExp
  /** What a member of a list may begin with. */
  lead: RegExp
  /** What begins a description instead of a word or a name. */
  description: RegExp
}

const EN_NEVER = "(?:please )?(?:no|never|without|avoid|do not|don[’']t|must not|may not|should not|not)"
const EN_USE =
  '(?:be )?(?:using|use|offering|offer|including|include|showing|show|containing|contain|adding|add|putting|put|giving|give|making|make|asking|ask|promising|promise|mentioning|mention|any)'

const ES_NEVER = '(?:por favor )?(?:no|nunca|jamás|sin|evitar|evita|prohibid[oa]s?)'
const ES_USE =
  '(?:usar|uses|utilizar|ofrecer|ofrezcas|incluir|incluyas|mostrar|poner|hacer|dar|mencionar|menciones|decir|digas|nombrar)'

const DE_NEVER = '(?:bitte )?(?:keinerlei|keine[nmrs]?|kein|nie(?:mals)?|ohne|vermeide[n]?|nicht)'
const DE_USE = '(?:verwenden|benutzen|nutzen|anbieten|zeigen|nennen|erwähnen|machen|geben|stellen|einbauen|sagen)'

export const GUARDRAIL_FORMS: readonly GuardrailForms[] = [
  {
    locale: 'en',
    forbids: [new RegExp(`^${EN_NEVER}\\s+(?:${EN_USE}\\s+)?(?<list>.+)$`, 'iu')],
    kinds: {
      discounts:
        /^(?:discounts?|discount codes?|price cuts?|rebates?|promo(?:tion)?(?:al)? codes?|coupons?|vouchers?|special offers?|price reductions?)$/iu,
      prices: /^(?:prices?|price claims?|pricing|price tags?|specific prices|exact prices)$/iu,
      emoji: /^(?:emojis?|emoticons?|smileys?)$/iu,
      hashtags: /^(?:hash ?tags?)$/iu,
      mentions: /^(?:@?-?mentions|@|tagging (?:people|accounts|others)|tagged accounts)$/iu,
      links: /^(?:links?|urls?|hyperlinks?)$/iu,
      exclamations: /^(?:exclamation (?:marks?|points?)|exclamations?)$/iu,
      questions: /^(?:questions?|question marks?)$/iu,
      superlatives: /^(?:superlatives?|superlative claims?)$/iu,
    },
    words: [
      new RegExp(
        `^${EN_NEVER}\\s+(?:${EN_USE}\\s+|say\\s+|saying\\s+)?(?:the\\s+)?(?:following\\s+)?(?:words?|terms?|phrases?|expressions?)\\s*:?\\s*(?<list>.+)$`,
        'iu',
      ),
      /^(?:banned|forbidden|prohibited|blocked)\s+(?:words?|terms?|phrases?)\s*:\s*(?<list>.+)$/iu,
      /^(?:the\s+)?words?\s+(?<list>.+?)\s+(?:is|are)\s+(?:banned|forbidden|prohibited|not allowed|off limits)$/iu,
    ],
    competitors: [
      new RegExp(
        `^${EN_NEVER}\\s+(?:mentions? of\\s+|mention(?:ing)?\\s+|nam(?:e|ing)\\s+|referenc(?:e|ing)\\s+|talk(?:ing)? about\\s+|compar(?:e|ing) (?:us )?(?:with|to)\\s+)?(?:the\\s+|our\\s+|any\\s+)?(?:competitors?(?: names?)?|competition|rivals?|brands?|compan(?:y|ies)|people|persons?)\\s*(?::|,|such as|like|\\()\\s*(?<list>.+?)\\)?$`,
        'iu',
      ),
    ],
    says: [new RegExp(`^${EN_NEVER}\\s+(?:say(?:ing)?|writ(?:e|ing)|us(?:e|ing))\\s*:?\\s+(?<list>.+)$`, 'iu')],
    names: [
      new RegExp(
        `^${EN_NEVER}\\s+(?:mentions? of|mention(?:ing)?|nam(?:e|ing)|referenc(?:e|ing)|refer(?:ring)? to|includ(?:e|ing))\\s*:?\\s+(?<list>.+)$`,
        'iu',
      ),
    ],
    required: [
      /^(?:please\s+)?(?:(?:always|must|should)\s+)?(?:mention|include|say|contain|use|add|name|end with|start with|carry)\s+(?:the\s+(?:words?|phrases?|hashtags?|text|name|disclaimer)\s*:?\s*)?(?<list>.+)$/iu,
    ],
    maxLength: [
      /^(?:keep\s+(?:it|them|texts?|posts?|every (?:text|post))?\s*)?(?:(?:texts?|posts?)\s+)?(?:at most|max(?:imum)?\.?(?: of)?|no more than|not more than|never more than|not longer than|no longer than|up to|under|below|within|fewer than|less than)\s+(?<count>\d{1,5})\s*(?<unit>characters?|chars?|letters?|words?)$/iu,
    ],
    wordUnit: /^words?$/iu,
    and: /\s*(?:,|;|\/|\band\b|\bor\b|\bnor\b|&)\s*/iu,
    lead: /^(?:(?:and|or|nor|no|any|the|use of|using)\s+)+/iu,
    description: /^(?:that|which|who|like|such|about|of|with|in|anything|everything|more|other|all|above|below)\b/iu,
  },
  {
    locale: 'es',
    forbids: [new RegExp(`^${ES_NEVER}\\s+(?:${ES_USE}\\s+)?(?<list>.+)$`, 'iu')],
    kinds: {
      discounts:
        /^(?:descuentos?|rebajas?|cupones?|cupón|ofertas? especial(?:es)?|promociones|códigos? promocional(?:es)?|códigos de descuento)$/iu,
      prices: /^(?:precios?)$/iu,
      emoji: /^(?:emojis?|emoticonos?|emoticones)$/iu,
      hashtags: /^(?:hashtags?|etiquetas)$/iu,
      mentions: /^(?:menciones|@)$/iu,
      links: /^(?:enlaces?|links?|urls?|vínculos?)$/iu,
      exclamations: /^(?:(?:signos?|marcas?) de (?:exclamación|admiración)|exclamaciones|exclamación)$/iu,
      questions: /^(?:preguntas?|signos? de interrogación)$/iu,
      superlatives: /^(?:superlativos?)$/iu,
    },
    words: [
      new RegExp(
        `^${ES_NEVER}\\s+(?:${ES_USE}\\s+)?(?:las?\\s+)?(?:palabras?|términos?|expresi(?:ón|ones))\\s*:?\\s*(?<list>.+)$`,
        'iu',
      ),
      /^(?:palabras?|términos?)\s+prohibid[oa]s?\s*:\s*(?<list>.+)$/iu,
    ],
    competitors: [
      new RegExp(
        `^${ES_NEVER}\\s+(?:${ES_USE}\\s+)?(?:a\\s+)?(?:la\\s+|los\\s+|las\\s+|nuestr[oa]s?\\s+)?(?:competidores|competencia|rivales|marcas|empresas)\\s*(?::|,|como|\\()\\s*(?<list>.+?)\\)?$`,
        'iu',
      ),
    ],
    says: [new RegExp(`^${ES_NEVER}\\s+(?:decir|digas|escribir|escribas|usar|uses)\\s*:?\\s+(?<list>.+)$`, 'iu')],
    names: [new RegExp(`^${ES_NEVER}\\s+(?:mencionar|menciones|nombrar|nombres)\\s+(?:a\\s+)?(?<list>.+)$`, 'iu')],
    required: [
      /^(?:(?:siempre|debe)\s+)?(?:mencionar?|incluir|incluye|decir|usar|añadir|nombrar|contener)\s+(?:(?:las?|el)\s+(?:palabras?|frase|hashtags?|texto|nombre)\s*:?\s*)?(?<list>.+)$/iu,
    ],
    maxLength: [
      /^(?:(?:como\s+)?máximo(?: de)?|no más de|hasta|menos de)\s+(?<count>\d{1,5})\s*(?<unit>caracteres?|letras?|palabras?)$/iu,
    ],
    wordUnit: /^palabras?$/iu,
    and: /\s*(?:,|;|\/|(?<=\s)[yeou](?=\s)|\bni\b)\s*/iu,
    lead: /^(?:(?:y|e|o|u|ni|sin|los|las|el|la|ningún|ninguna)\s+)+/iu,
    description: /^(?:que|como|sobre|de|con|en|nada|todo|todos|otros|otras|más)(?!\p{L})/iu,
  },
  {
    locale: 'de',
    forbids: [
      new RegExp(`^${DE_NEVER}\\s+(?<list>.+?)(?:\\s+${DE_USE})?$`, 'iu'),
      new RegExp(`^(?<list>.+?)\\s+(?:vermeiden|(?:nicht|nie(?:mals)?) ${DE_USE})$`, 'iu'),
    ],
    kinds: {
      discounts:
        /^(?:rabatte?|rabattaktionen|rabattcodes?|preisnachlässe?|gutscheine?|gutscheincodes?|sonderangebote?)$/iu,
      prices: /^(?:preise?|preisangaben)$/iu,
      emoji: /^(?:emojis?|emoticons?|smileys?)$/iu,
      hashtags: /^(?:hashtags?)$/iu,
      mentions: /^(?:@?-?erwähnungen|@)$/iu,
      links: /^(?:links?|urls?|verweise)$/iu,
      exclamations: /^(?:ausrufezeichen|ausrufungszeichen|ausrufe)$/iu,
      questions: /^(?:fragen|fragezeichen|frage)$/iu,
      superlatives: /^(?:superlative?)$/iu,
    },
    words: [
      new RegExp(
        `^(?:${DE_NEVER}\\s+)(?:das\\s+|die\\s+|den\\s+)?(?:wort|wörter|worte|begriffe?|ausdr(?:uck|ücke))\\s*:?\\s*(?<list>.+?)(?:\\s+${DE_USE})?$`,
        'iu',
      ),
      new RegExp(
        `^(?:das\\s+|die\\s+|den\\s+)?(?:wort|wörter|worte|begriffe?|ausdr(?:uck|ücke))\\s*:?\\s*(?<list>.+?)\\s+(?:vermeiden|(?:nicht|nie(?:mals)?) ${DE_USE})$`,
        'iu',
      ),
      /^(?:verbotene|gesperrte)\s+(?:wörter|worte|begriffe)\s*:\s*(?<list>.+)$/iu,
    ],
    competitors: [
      new RegExp(
        `^(?:${DE_NEVER}\\s+)?(?:die\\s+|unsere\\s+)?(?:konkurrenten|konkurrenz|wettbewerber|mitbewerber|marken|firmen)\\s+(?:(?:nicht|nie(?:mals)?)\\s+)?(?:${DE_USE})\\s*:\\s*(?<list>.+)$`,
        'iu',
      ),
      new RegExp(
        `^${DE_NEVER}\\s+(?:${DE_USE}\\s+)?(?:die\\s+|unsere\\s+)?(?:konkurrenten|konkurrenz|wettbewerber|mitbewerber|marken|firmen)\\s*(?::|,|wie|\\()\\s*(?<list>.+?)\\)?(?:\\s+${DE_USE})?$`,
        'iu',
      ),
    ],
    says: [
      /^(?:nie(?:mals)?|nicht|keinesfalls)\s+(?<list>.+?)\s+(?:sagen|schreiben|verwenden|benutzen)$/iu,
      /^(?<list>.+?)\s+(?:nie(?:mals)?|nicht|keinesfalls)\s+(?:sagen|schreiben|verwenden|benutzen)$/iu,
    ],
    names: [
      /^(?:nie(?:mals)?|nicht|keinesfalls)\s+(?<list>.+?)\s+(?:erwähnen|nennen)$/iu,
      /^(?<list>.+?)\s+(?:nie(?:mals)?|nicht|keinesfalls)\s+(?:erwähnen|nennen)$/iu,
    ],
    required: [/^(?:immer|stets)\s+(?<list>.+?)\s+(?:erwähnen|nennen|verwenden|einbauen|sagen)$/iu],
    maxLength: [
      /^(?:höchstens|maximal|max\.?|nicht (?:mehr|länger) als|bis zu|unter)\s+(?<count>\d{1,5})\s*(?<unit>zeichen|buchstaben|wörter|worte)$/iu,
    ],
    wordUnit: /^(?:wörter|worte)$/iu,
    and: /\s*(?:,|;|\/|\bund\b|\boder\b|\bnoch\b)\s*/iu,
    lead: /^(?:(?:und|oder|noch|keine|kein|die|den|das)\s+)+/iu,
    description: /^(?:der|wie|über|von|mit|in|alles|nichts|andere|mehr|etwas)(?!\p{L})/iu,
  },
]
