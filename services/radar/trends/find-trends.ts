// What is talked about more than it should be.
import type { Trend } from '#contracts/signal.ts'
import type { ReadSignal } from '../read-signal.ts'
import { countPhrases, type Mentions, type Phrase } from './count-phrases.ts'
import { poissonTail } from './poisson-tail.ts'

const HOUR_MS = 3_600_000
const WEEK_H = 168
/** Stories in the last window, and sources that carry them (where there is more than one at all). */
const MIN_STORIES = 3
const MIN_SOURCES = 2
/** Stories before the last window, below which nobody can tell what is usual. */
const MIN_BASELINE = 10
/** Times the expectation. */
const MIN_LIFT = 2
/** The chance of one false trend among all phrases looked at. */
const FALSE_ALARM = 0.05
/** A phrase whose stories lie this far within a stronger one's says nothing new. */
const COVERED = 0.7
const MAX_TRENDS = 10

export interface FoundTrend extends Trend {
  /** 0 to 1: how surprising. */
  strength: number
}

interface Burst {
  phrase: Phrase
  mentions: number
  chance: number
}

/**
 * Terms and pairs that burst in the last window, the most surprising first. A phrase's expected count is its share of
 * all earlier stories (or, if greater, of those one, two and three weeks before, so that Monday's words may come on
 * Mondays) times the stories of now; it bursts when so many mentions are too unlikely (Poisson, Bonferroni).
 */
export function findTrends(signals: readonly ReadSignal[], nowMs: number, windowH: number): FoundTrend[] {
  const mentions = countPhrases(signals, nowMs, windowH * HOUR_MS)
  const baseline = [...mentions.stories].filter(([window]) => window > 0).reduce((sum, [, { size }]) => sum + size, 0)
  if (baseline < MIN_BASELINE) return []
  const supported = mentions.phrases.filter(phrase => isSupported(phrase, mentions))
  const bursts = supported
    .map(phrase => burstOf(phrase, mentions, baseline, windowH))
    .filter(burst => burst !== undefined)
    .filter(({ chance }) => chance * supported.length <= FALSE_ALARM)
  return withoutEchoes(bursts)
    .slice(0, MAX_TRENDS)
    .map(({ phrase, mentions, chance }) => ({
      term: phrase.shown,
      mentions,
      window_h: windowH,
      change: rounded(mentions / Math.max(1, phrase.stories.get(1)?.size ?? 0)),
      signal_ids: [...phrase.signalIds],
      strength: 1 - Math.exp(Math.log10(Math.max(chance, 1e-30)) / 6),
    }))
}

function isSupported(phrase: Phrase, { sourcesNow }: Mentions): boolean {
  const stories = phrase.stories.get(0)?.size ?? 0
  return stories >= MIN_STORIES && phrase.sources.size >= Math.min(MIN_SOURCES, sourcesNow.size)
}

function burstOf(phrase: Phrase, all: Mentions, baseline: number, windowH: number): Burst | undefined {
  const mentions = phrase.stories.get(0)?.size ?? 0
  const before = [...phrase.stories].filter(([window]) => window > 0).reduce((sum, [, { size }]) => sum + size, 0)
  // Half a mention is assumed where there was none: never seen is not impossible.
  const usual = (before + 0.5) / (baseline + 1)
  const expected = Math.max(usual, weeklyShare(phrase, all, windowH)) * (all.stories.get(0)?.size ?? 0)
  if (mentions < expected * MIN_LIFT) return undefined
  return { phrase, mentions, chance: poissonTail(mentions, expected) }
}

/** Its share of the stories one, two and three weeks before the last window; 0 where windows do not fit into weeks. */
function weeklyShare(phrase: Phrase, all: Mentions, windowH: number): number {
  const step = WEEK_H / windowH
  if (!Number.isInteger(step)) return 0
  const weeks = [step, 2 * step, 3 * step]
  const total = weeks.reduce((sum, window) => sum + (all.stories.get(window)?.size ?? 0), 0)
  const mentioned = weeks.reduce((sum, window) => sum + (phrase.stories.get(window)?.size ?? 0), 0)
  return total === 0 ? 0 : mentioned / total
}

/** Pairs go before single terms ("dawn brew" tells more than "dawn"); what a kept phrase covers is dropped. */
function withoutEchoes(bursts: readonly Burst[]): Burst[] {
  const kept: Burst[] = []
  for (const burst of bursts.toSorted((a, b) => b.phrase.stems.length - a.phrase.stems.length || bySurprise(a, b))) {
    const ids = new Set(burst.phrase.signalIds)
    const isEcho = kept.some(({ phrase }) => {
      const common = phrase.signalIds.filter(id => ids.has(id)).length
      return common >= ids.size * COVERED
    })
    if (!isEcho) kept.push(burst)
  }
  return kept.toSorted(bySurprise)
}

function bySurprise(a: Burst, b: Burst): number {
  return a.chance - b.chance || b.mentions - a.mentions || (a.phrase.shown < b.phrase.shown ? -1 : 1)
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
