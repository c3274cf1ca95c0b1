// Which terms and pairs of terms are mentioned, window by window.
import type { ReadSignal } from '../read-signal.ts'
import type { Term } from '../words/content-terms.ts'
import { groupStories } from './group-stories.ts'

export interface Phrase {
  stems: readonly string[]
  /** As it is mostly written. */
  shown: string
  /** Stories that mention it, by window: 0 is the last one, 1 the one before. */
  stories: ReadonlyMap<number, ReadonlySet<number>>
  /** Sources that mention it in the last window. */
  sources: ReadonlySet<string>
  /** Signals that mention it in the last window, in the order given. */
  signalIds: readonly string[]
}

export interface Mentions {
  phrases: Phrase[]
  /** All stories by window. */
  stories: ReadonlyMap<number, ReadonlySet<number>>
  sourcesNow: ReadonlySet<string>
}

interface Counted {
  stems: readonly string[]
  surfaces: Map<string, number>
  stories: Map<number, Set<number>>
  sources: Set<string>
  signalIds: string[]
}

/** Only phrases of the last window are returned, for only they can be trends. Signals ahead of `nowMs` count as now. */
export function countPhrases(signals: readonly ReadSignal[], nowMs: number, windowMs: number): Mentions {
  const counted = new Map<string, Counted>()
  const stories = new Map<number, Set<number>>()
  const sourcesNow = new Set<string>()
  const storyOf = groupStories(signals)
  signals.forEach((read, index) => {
    const window = Math.max(0, Math.floor((nowMs - read.publishedAtMs) / windowMs))
    const story = storyOf[index] ?? index
    into(stories, window).add(story)
    if (window === 0) sourcesNow.add(read.signal.source)
    for (const [key, terms] of phrasesOf(read)) {
      const phrase = counted.get(key) ?? newPhrase(terms)
      counted.set(key, phrase)
      into(phrase.stories, window).add(story)
      const surface = terms.map(term => term.surface).join(' ')
      phrase.surfaces.set(surface, (phrase.surfaces.get(surface) ?? 0) + 1)
      if (window !== 0) continue
      phrase.sources.add(read.signal.source)
      phrase.signalIds.push(read.signal.id)
    }
  })
  const now = [...counted.values()].filter(phrase => phrase.stories.has(0))
  return {
    phrases: now.map(({ surfaces, ...rest }) => ({ ...rest, shown: mostWritten(surfaces) })),
    stories,
    sourcesNow,
  }
}

/** Each term and each pair of neighbours once, however often the signal repeats it. */
function phrasesOf({ text }: ReadSignal): Map<string, Term[]> {
  const phrases = new Map<string, Term[]>()
  for (const clause of [...text.title, ...text.summary]) {
    clause.forEach((term, at) => {
      const next = clause[at + 1]
      if (term) phrases.set(term.stem, [term])
      if (term && next && term.stem !== next.stem) phrases.set(`${term.stem} ${next.stem}`, [term, next])
    })
  }
  return phrases
}

function newPhrase(terms: readonly Term[]): Counted {
  const stems = terms.map(term => term.stem)
  return { stems, surfaces: new Map(), stories: new Map(), sources: new Set(), signalIds: [] }
}

function into(sets: Map<number, Set<number>>, window: number): Set<number> {
  const set = sets.get(window) ?? new Set()
  sets.set(window, set)
  return set
}

function mostWritten(surfaces: ReadonlyMap<string, number>): string {
  const [first] = [...surfaces].toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  return first?.[0] ?? ''
}
