// Chooses the trend that a campaign may ride on, and says why others are left alone.
import type { Signal, Trend } from '#contracts/signal.ts'
import { spokenBadly } from './signal-evidence.ts'

export interface TrendChoice {
  chosen: Trend | null
  refused: readonly { trend: Trend; why: 'bad talk' | 'a guardrail or claim rule' }[]
}

/** Only rising ones; nobody rides on a calamity, and no term that a guardrail forbids is said. */
export function chooseTrend(
  trends: readonly Trend[],
  signals: readonly Signal[],
  allowed: (text: string) => boolean,
): TrendChoice {
  const rising = trends
    .filter(trend => trend.change > 1 && READABLE.test(trend.term.trim()))
    .toSorted((one, other) => strength(other) - strength(one) || one.term.localeCompare(other.term))
  const judged = rising.map(trend => ({ trend, why: objectionTo(trend, signals, allowed) }))
  return {
    chosen: judged.find(({ why }) => why === null)?.trend ?? null,
    refused: judged.flatMap(({ trend, why }) => (why === null ? [] : [{ trend, why }])),
  }
}

/** A word or a few, of letters, as people write them. */
const READABLE = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} '’&+.-]{1,38}$/u

function strength(trend: Trend): number {
  return trend.change * Math.log2(1 + trend.mentions)
}

function objectionTo(trend: Trend, signals: readonly Signal[], allowed: (text: string) => boolean) {
  if (spokenBadly(trend.signal_ids, signals)) return 'bad talk' as const
  return allowed(trend.term) ? null : ('a guardrail or claim rule' as const)
}
