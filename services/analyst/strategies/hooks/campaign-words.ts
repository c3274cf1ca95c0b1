// The words that templates are filled with: what the campaign is about, for whom, and which trend it may ride on.
import type { Brief } from '#contracts/brief.ts'
import type { Trend } from '#contracts/signal.ts'

export interface CampaignWords {
  locale: string
  /** As it stands inside a sentence; null when the brief names nothing that could stand there. */
  subject: string | null
  /** What the brief says of its product after the name, without the last full stop; null when it is too long to repeat. */
  details: string | null
  audience: string | null
  trend: { term: string; mentions: number; hours: number } | null
}

const LONGEST = 60

export function campaignWords(brief: Brief, trend: Trend | null): CampaignWords {
  const product = firstClause(brief.product ?? '')
  return {
    locale: brief.locale ?? 'en',
    subject: product ?? subjectOfObjective(brief.objective),
    details: product === null ? null : detailsOf(brief.product ?? '', product),
    audience: firstClause(brief.audience ?? ''),
    trend:
      trend === null ? null : { term: trend.term.trim(), mentions: trend.mentions, hours: Math.round(trend.window_h) },
  }
}

/** The first clause when it is short enough to stand in a sentence, else null: half a clause reads as an accident. */
function firstClause(text: string): string | null {
  const clause = text
    .normalize('NFC')
    .split(/\s[–—-]\s|[,;:(|\n!?]|\.(?:\s|$)|\shttps?:\/\//u)[0]
    ?.replace(/\s+/gu, ' ')
    .trim()
  return clause === undefined || clause === '' || clause.length > LONGEST || /[{}[\]<>]/.test(clause) ? null : clause
}

/** The brief's own words about its product are the best that there are; only what reads as one sentence is taken. */
function detailsOf(product: string, name: string): string | null {
  const rest = product
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(name.length)
    .replace(/^[\s,;:(|.–—-]+/u, '')
    .replace(/[\s.,;:)]+$/u, '')
  const oneSentence = /^[^.!?:;()[\]{}<>|]{3,140}$/u.test(rest) && !/https?\b/i.test(rest)
  return oneSentence ? rest : null
}

/** “Sell more hiking boots before winter” is about hiking boots; what fits no such form is about nothing we can name. */
function subjectOfObjective(objective: string): string | null {
  const text = objective.replace(/\s+/gu, ' ').trim()
  for (const form of OBJECTIVE_FORMS) {
    const subject = form.exec(text)?.groups?.subject
    if (subject === undefined) continue
    const named = firstClause(subject.split(CIRCUMSTANCE)[0] ?? '')
    return named === null || NO_THING.test(named) ? null : named
  }
  return null
}

const OBJECTIVE_FORMS = [
  /^(?:please )?(?:to )?(?:sell|promote|launch|introduce|announce|advertise|market|push|present|increase|raise|boost|grow|drive|create|build|generate|get|win|tell (?:people|everyone|customers)) (?:(?:more|our|the|new|a|an|of|about|sales of|sales for|orders for|revenue from|awareness of|awareness for|awareness about|interest in|demand for|traffic to|leads for|attention for|attention to|sign-?ups for|bookings for|people about) )*(?<subject>.+)$/iu,
  /^(?:vender|promocionar|promover|lanzar|presentar|anunciar|dar a conocer|aumentar|incrementar|impulsar|generar|conseguir) (?:(?:más|nuestr[oa]s?|l[oa]s|el|la|un|una|las ventas de|ventas de|el conocimiento de|interés en|interés por|demanda de|tráfico a|contactos para) )*(?<subject>.+)$/iu,
  /^(?:(?:mehr|unsere[nrms]?|die|den|das|der) )*(?<subject>.+?) (?:verkaufen|bewerben|vorstellen|einführen|lancieren|ankündigen|bekannt(?:er)? machen)$/iu,
]

const CIRCUMSTANCE =
  /\s(?:by|before|until|among|within|this|next|during|in|to|so|with|for|antes de|hasta|entre|este|esta|durante|para|en|con|vor|bis|unter|diese[nrsm]?|während|bei|für)\s/iu

/** Figures of the business and empty words are nothing to show to readers. */
const NO_THING =
  /^(?:sales|revenue|turnover|profits?|awareness|brand awareness|reach|visibility|traffic|leads?|followers|engagement|market share|growth|(?:what|whatever|something|anything)\b.*|ventas|ingresos|seguidores|alcance|visibilidad|tráfico|contactos|lo que .*|umsatz|absatz|reichweite|bekanntheit|was .*|etwas.*)$/iu
