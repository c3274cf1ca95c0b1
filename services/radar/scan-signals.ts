// The place where raw signals and a brief become what is relevant now. Pure: the same input and clock, the same answer.
import type { Brief } from '#contracts/brief.ts'
import type { Signal } from '#contracts/signal.ts'
import type { ScanReply } from '#contracts/upstream/radar.ts'
import type { RawSignal } from '#contracts/upstream/scout.ts'
import { type ReadSignal, readSignal } from './read-signal.ts'
import { readText, type TextReader } from './read-text.ts'
import { briefTerms } from './score/brief-terms.ts'
import { recency } from './score/recency.ts'
import { relevance } from './score/relevance.ts'
import { type FoundTrend, findTrends } from './trends/find-trends.ts'
import { languageOfTag } from './words/language.ts'

const HOUR_MS = 3_600_000
const WITH_BRIEF = { relevance: 0.5, recency: 0.35, trend: 0.15 }
/** A brief that names nothing asks for what is relevant now: what is fresh and talked about. */
const WITHOUT_BRIEF = { relevance: 0, recency: 0.6, trend: 0.4 }

export interface ScanSettings {
  halfLifeH: number
  windowH: number
  /** How many signals are returned; those that trends cite come on top. */
  top: number
}

export function scanSignals(
  raw: readonly RawSignal[],
  brief: Brief,
  nowMs: number,
  settings: ScanSettings,
  read: TextReader = readText,
): ScanReply {
  const fallback = languageOfTag(brief.locale) ?? 'en'
  // In one order whatever order they come in, so that ties fall the same way.
  const signals = raw
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map(signal => readSignal(signal, fallback, read))
  const trends = findTrends(signals, nowMs, settings.windowH)
  const scores = scoresOf(signals, brief, trends, nowMs, settings)
  const ranked = signals.map((read, index) => ({ read, score: scores[index] ?? 0 })).toSorted(byScore)
  const cited = new Set(trends.flatMap(({ signal_ids }) => signal_ids))
  return {
    signals: ranked.filter(({ read }, rank) => rank < settings.top || cited.has(read.signal.id)).map(scored),
    trends: trends.map(({ strength: _, ...trend }) => trend),
  }
}

function scoresOf(
  signals: readonly ReadSignal[],
  brief: Brief,
  trends: readonly FoundTrend[],
  nowMs: number,
  { halfLifeH }: ScanSettings,
): number[] {
  const relevances = relevance(briefTerms(brief, languageOfTag(brief.locale) ?? 'en'), signals)
  const weights = relevances === undefined ? WITHOUT_BRIEF : WITH_BRIEF
  const trendOf = strengths(trends)
  return signals.map(({ signal, publishedAtMs }, index) => {
    const fresh = recency(publishedAtMs, nowMs, halfLifeH * HOUR_MS)
    const relevant = relevances?.[index] ?? 0
    const score = weights.relevance * relevant + weights.recency * fresh + weights.trend * (trendOf.get(signal.id) ?? 0)
    return Math.round(Math.min(1, score) * 10_000) / 10_000
  })
}

/** The strongest trend that cites a signal. */
function strengths(trends: readonly FoundTrend[]): ReadonlyMap<string, number> {
  const byId = new Map<string, number>()
  for (const { signal_ids, strength } of trends) {
    for (const id of signal_ids) byId.set(id, Math.max(strength, byId.get(id) ?? 0))
  }
  return byId
}

function byScore(a: { read: ReadSignal; score: number }, b: { read: ReadSignal; score: number }): number {
  // The sort is stable: what ties here stays in the order of ids.
  return b.score - a.score || b.read.publishedAtMs - a.read.publishedAtMs
}

function scored({ read, score }: { read: ReadSignal; score: number }): Signal {
  return { ...read.signal, score, sentiment: Math.round(read.text.sentiment() * 10_000) / 10_000 }
}
