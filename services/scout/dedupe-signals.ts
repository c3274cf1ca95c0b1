// The place where one story told twice becomes one signal.
import type { RawSignal } from '#contracts/upstream/scout.ts'
import { urlKey } from './feed/clean-url.ts'

/** Equal or nearly equal titles are one story only when they came out close together: "Weekly roundup" comes every week. */
const SAME_STORY_MS = 48 * 3_600_000
/** Share of common words; one word of ten may differ. */
const SIMILARITY = 0.8
const SHORTEST_TITLE = 12

interface Title {
  words: ReadonlySet<string>
  numbers: string
  publishedAtMs: number
}

/** Keeps the earliest of each story (same id, same page, near-identical title); the same set gives the same answer in any order. */
export function dedupeSignals(signals: readonly RawSignal[]): RawSignal[] {
  const oldestFirst = signals.toSorted(byAge)
  const ids = new Set<string>()
  const pages = new Set<string>()
  const titles = createTitleIndex(oldestFirst.map(titleOf))
  return oldestFirst.filter((signal, index) => {
    const page = signal.url === '' ? undefined : urlKey(signal.url)
    if (ids.has(signal.id) || (page !== undefined && pages.has(page)) || !titles.addIfNew(index)) return false
    ids.add(signal.id)
    if (page !== undefined) pages.add(page)
    return true
  })
}

function byAge(a: RawSignal, b: RawSignal): number {
  return Date.parse(a.published_at) - Date.parse(b.published_at) || compare(a.id, b.id) || compare(a.title, b.title)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function titleOf({ title, source, published_at }: RawSignal): Title {
  const folded = fold(title)
  const suffix = ` ${fold(source)}`
  // Aggregators append the name of the paper.
  const bare = folded.endsWith(suffix) ? folded.slice(0, -suffix.length) : folded
  const words = new Set(bare.length < SHORTEST_TITLE ? [] : bare.split(' '))
  const numbers = [...words].filter(word => /\p{N}/u.test(word)).sort()
  return { words, numbers: numbers.join(' '), publishedAtMs: Date.parse(published_at) }
}

function fold(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * Finds near-identical titles without comparing all pairs: of two sets as similar as asked, each has one of its rarest
 * words in common with the other (prefix filtering, Chaudhuri et al. 2006).
 */
function createTitleIndex(titles: readonly Title[]) {
  const frequency = new Map<string, number>()
  for (const { words } of titles) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const rarity = (word: string) => frequency.get(word) ?? 0
  const holders = new Map<string, number[]>()

  function rarest({ words }: Title): string[] {
    const count = words.size - Math.ceil(SIMILARITY * words.size) + 1
    return [...words].sort((a, b) => rarity(a) - rarity(b) || compare(a, b)).slice(0, words.size === 0 ? 0 : count)
  }

  return {
    addIfNew(index: number): boolean {
      const title = titles[index]
      if (!title) return true
      const prefix = rarest(title)
      for (const word of prefix) {
        for (const other of holders.get(word) ?? []) {
          const kept = titles[other]
          if (kept && sameStory(title, kept)) return false
        }
      }
      for (const word of prefix) holders.set(word, [...(holders.get(word) ?? []), index])
      return true
    },
  }
}

function sameStory(a: Title, b: Title): boolean {
  if (Math.abs(a.publishedAtMs - b.publishedAtMs) > SAME_STORY_MS || a.numbers !== b.numbers) return false
  const common = [...a.words].filter(word => b.words.has(word)).length
  return common / (a.words.size + b.words.size - common) >= SIMILARITY
}
