// What kind of aim an objective names: the debate weighs differently for each.
import { foldLetters } from '../audits/text/fold-text.ts'

export const OBJECTIVE_KINDS = ['sales', 'leads', 'launch', 'awareness', 'loyalty', 'relevance'] as const
export type ObjectiveKind = (typeof OBJECTIVE_KINDS)[number]

/** Beginnings of words in folded spelling, English, Spanish and German; the first kind that is named counts. */
const WORDS: Readonly<Record<Exclude<ObjectiveKind, 'relevance'>, RegExp>> = {
  launch:
    /\b(?:launch|introduc|unveil|premier|release|lanza|lanzamiento|estren|presentar|einfuhr|vorstell|markteinf|neuheit)/,
  leads:
    /\b(?:leads?|sign-? ?ups?|regist|subscri|newsletter|demo requests?|appointments?|suscri|inscri|contactos|anmeld|abonn|interessenten|kontakte)/,
  awareness:
    /\b(?:aware|brand|visib|reach|known|attention|reputation|marca|conoc|alcance|bekannt|marke|reichweite|sichtbar|aufmerksam)/,
  sales:
    /\b(?:sell|sold|sale|revenue|turnover|orders?|purchas|buy|conver|profit|vend|venta|ingres|compra|pedidos|verkauf|umsatz|absatz|bestell|kauf|gewinn)/,
  loyalty:
    /\b(?:loyal|retain|retention|churn|customers? back|repeat|community|fideli|reten|comunidad|bind|stammkund|treue|gemeinschaft)/,
}

/** `relevance` when none is named: to say something worth hearing now. */
export function objectiveKind(objective: string): ObjectiveKind {
  const folded = foldLetters(objective)
  const found = Object.entries(WORDS)
    .map(([kind, words]) => ({ kind: kind as keyof typeof WORDS, at: folded.search(words) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
  return found[0]?.kind ?? 'relevance'
}
