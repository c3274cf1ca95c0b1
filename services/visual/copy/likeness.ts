// The place of how alike two posts are; platforms punish the same post on many accounts, and readers notice.

/** Share of common word triples, 0 to 1; 1 when the words are the same whatever the case and marks. */
export function likeness(one: string, other: string): number {
  if (wordsOf(one).join(' ') === wordsOf(other).join(' ')) return 1
  const [ours, theirs] = [triplesOf(one), triplesOf(other)]
  return ours.intersection(theirs).size / Math.max(1, ours.union(theirs).size)
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/(?:https?:\/\/|www\.)\S+/gu, ' ')
      .replace(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

function triplesOf(text: string): Set<string> {
  const words = wordsOf(text)
  return words.length < 3
    ? new Set(words)
    : new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`))
}
