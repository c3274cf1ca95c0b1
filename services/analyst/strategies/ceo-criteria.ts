// The criteria by which the CEO weighs the CMO against the CFO: data, so that a verdict can be recomputed by hand.
import type { ObjectiveKind } from './objective-kind.ts'

/** Each from 0 (against spending) to 1 (for it). */
export interface Criteria {
  /** How relevant the best signals are. */
  demand: number
  /** 1 minus the part of the relevance that is spoken badly. */
  calm: number
  /** 0.5: the simulated margin is nil; 1: it is half of the spend or more; 0: half of the spend or more is lost. */
  margin: number
  /** Budget over what is needed, at most 1. */
  cover: number
  /** 1 without guardrails and constraints; each takes a tenth, at most half. */
  freedom: number
}

/** What each criterion weighs; every row adds up to 1. */
export const CEO_WEIGHTS: Readonly<Record<ObjectiveKind, Criteria>> = {
  sales: { demand: 0.15, calm: 0.15, margin: 0.5, cover: 0.1, freedom: 0.1 },
  leads: { demand: 0.2, calm: 0.2, margin: 0.35, cover: 0.15, freedom: 0.1 },
  launch: { demand: 0.35, calm: 0.25, margin: 0.15, cover: 0.15, freedom: 0.1 },
  awareness: { demand: 0.35, calm: 0.3, margin: 0.1, cover: 0.15, freedom: 0.1 },
  loyalty: { demand: 0.2, calm: 0.4, margin: 0.15, cover: 0.15, freedom: 0.1 },
  relevance: { demand: 0.4, calm: 0.3, margin: 0.1, cover: 0.1, freedom: 0.1 },
}

/** From here on an objection of the CFO is overruled. */
export const OVERRULE_FROM = 0.62

/** Above this part of bad talk the campaign speaks quietly: no urgency, no contradiction, no riding on a trend. */
export const CAUTION_ABOVE = 0.35

export function weigh(criteria: Criteria, kind: ObjectiveKind): { total: number; sum: string } {
  const weights = CEO_WEIGHTS[kind]
  const terms = CRITERIA.map(name => ({ name, value: criteria[name], weight: weights[name] }))
  const total = terms.reduce((all, { value, weight }) => all + value * weight, 0)
  const shown = terms.map(({ name, value, weight }) => `${name} ${value.toFixed(2)} × ${weight}`).join(' + ')
  return { total, sum: `${shown} = ${total.toFixed(2)}` }
}

const CRITERIA = ['demand', 'calm', 'margin', 'cover', 'freedom'] as const satisfies readonly (keyof Criteria)[]
