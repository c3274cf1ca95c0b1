// The place where text becomes words, in any script.

/** A pause in speech: no phrase goes across it. */
const PAUSE = /[.!?;:,()[\]{}"“”„«»…–—|/\n。、！？：；，]+/u
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu
/** Scripts that are written without spaces need a dictionary, which Intl brings. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** Lower-case words (NFKC), clause by clause; hyphens and apostrophes part words. */
export function tokenise(text: string): string[][] {
  const clauses = text.normalize('NFKC').toLowerCase().split(PAUSE)
  return clauses.map(wordsOf).filter(words => words.length > 0)
}

function wordsOf(clause: string): string[] {
  if (!UNSPACED.test(clause)) return [...clause.matchAll(WORD)].map(word => word[0])
  return [...segmenter.segment(clause)].filter(part => part.isWordLike === true).map(part => part.segment)
}
