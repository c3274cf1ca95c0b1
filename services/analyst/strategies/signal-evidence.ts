// What the signals say to a debate: how much is going on, how much of it is bad, and which of them show it.
import type { Signal } from '#contracts/signal.ts'

export interface SignalEvidence {
  count: number
  /** 0 to 1: how relevant the five most relevant are; fewer than three signals count for less. */
  demand: number
  /** 0 to 1: the part of the relevance that is spoken badly. */
  risk: number
  /** The most relevant that are not spoken badly, best first, at most three. */
  support: readonly Signal[]
  /** The worst, at most three. */
  warnings: readonly Signal[]
}

/** Below this a signal counts as spoken badly. */
const BAD = -0.25

export function signalEvidence(signals: readonly Signal[]): SignalEvidence {
  const ranked = signals.toSorted((one, other) => other.score - one.score || one.id.localeCompare(other.id))
  const top = ranked.slice(0, 5)
  const relevance = sum(ranked.map(signal => signal.score))
  const badness = (signal: Signal) => signal.score * Math.max(0, -signal.sentiment)
  return {
    count: signals.length,
    demand: top.length === 0 ? 0 : (sum(top.map(signal => signal.score)) / top.length) * Math.min(1, top.length / 3),
    risk: relevance === 0 ? 0 : sum(ranked.map(badness)) / relevance,
    support: ranked.filter(signal => signal.sentiment > BAD).slice(0, 3),
    warnings: ranked
      .filter(signal => signal.sentiment <= BAD)
      .toSorted((one, other) => badness(other) - badness(one))
      .slice(0, 3),
  }
}

/** Whether what is said about these ids is, on the whole, bad. */
export function spokenBadly(signalIds: readonly string[], signals: readonly Signal[]): boolean {
  const among = signals.filter(signal => signalIds.includes(signal.id))
  return among.length > 0 && sum(among.map(signal => signal.sentiment)) / among.length <= BAD
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
