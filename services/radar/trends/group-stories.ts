// The place where one article that many carry is seen to be one.
import type { ReadSignal } from '../read-signal.ts'

/** Share of common terms from which two texts are one story. */
const SIMILARITY = 0.6

/** A story number for each signal, in the order given; signals with (nearly) the same words share one. */
export function groupStories(signals: readonly ReadSignal[]): number[] {
  const tellings: { stems: ReadonlySet<string>; story: number }[] = []
  return signals.map((signal, index) => {
    const stems = stemsOf(signal)
    const same = tellings.find(telling => isSameStory(stems, telling.stems))
    tellings.push({ stems, story: same?.story ?? index })
    return same?.story ?? index
  })
}

function stemsOf({ text }: ReadSignal): ReadonlySet<string> {
  return new Set([...text.title, ...text.summary].flat().flatMap(term => (term ? [term.stem] : [])))
}

function isSameStory(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  // So different in length, they cannot be alike enough: most pairs end here.
  if (small.size === 0 || small.size < large.size * SIMILARITY) return false
  let common = 0
  for (const stem of small) if (large.has(stem)) common += 1
  return common / (a.size + b.size - common) >= SIMILARITY
}
